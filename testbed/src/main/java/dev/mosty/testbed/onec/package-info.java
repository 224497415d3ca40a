/**
 * A strict, stateful stand-in for a clinic's 1C with the extension's HTTP service published on a web
 * server (seeds/000, facts/telephony-and-1c.md §3): its own server on its own port, Basic authorization
 * before any code runs, few sessions, and errors in every form that 1C has for them.
 *
 * <h2>What a program asks</h2>
 *
 * Under the path of the publication (default {@code /clinic/hs/amocrm/}); anything else is the web
 * server's 404 page:
 *
 * <pre>{@code
 * GET  TestRequest    ок
 * POST GetSetData     {"date":"2026-03-02"} → {"doctors":["Ефимова Е.В. [8:55,9:00]"]}
 * POST GetSetData     {"numberAmo":23392663,"date":…,"doctor":…,"time":…,"customer":…,…} → {"number":"000000123"}
 * }</pre>
 *
 * and under {@link dev.mosty.testbed.onec.OneCOptions#CHANGES_PATH}, for the same user, as an exchange plan does it:
 *
 * <pre>{@code
 * GET  /clinic/hs/bitrix/changes?limit=500   {"message":17,"entities":[…],"more":true}
 * POST /clinic/hs/bitrix/changes             {"received":17,"run":"…"} → {"received":17}
 * }</pre>
 *
 * What changed is asked for again until it is confirmed; what changes meanwhile stays. The state file keeps both.
 *
 * A lead that has a document gets that document changed. Hours are those of the doctor less the
 * documents'. Sundays nobody works.
 *
 * <h2>What a test asks</h2>
 *
 * In the same process {@link dev.mosty.testbed.onec.OneCSimulator}; from outside, on the same port, JSON
 * without authorization:
 *
 * <pre>{@code
 * GET    /sim/knobs                    every switch and its value
 * PATCH  /sim/knobs                    {"latencyMillis":150,"sessions":5,"down":true,"published":false,"refusals":"TEXT",…}
 * GET    /sim/faults                   what is still to come, in order
 * POST   /sim/faults                   {"times":3,"path":"/clinic","effect":"answer","status":500,"body":"text"}
 *                                      effects: answer, hang, reset, drip, endless, apply-then-answer, apply-then-hang, apply-then-reset
 *                                      answer-then-apply ("afterMillis": 1000)
 *                                      bodies: problem (its error JSON), text (a line), html (a page), empty
 * DELETE /sim/faults                   forget them, and put every knob back
 * POST   /sim/outage                   {"millis":5000}: nobody listens on the port for that long
 * GET    /sim/documents                the documents, latest change first
 * DELETE /sim/documents/000000123      marked for deletion; its hour is free again
 * GET    /sim/hours?date=2026-03-02    doctors and free hours
 * POST   /sim/changes                  an object or an array of them was changed, as POST /v1/entities has them
 * GET    /sim/changes                  those that nobody confirmed, the last page, what was confirmed, the runs of that
 * GET    /sim/stats                    calls by kind, sessions
 * DELETE /sim/stats                    start counting anew
 * GET    /sim/events                   server-sent events: the state whenever it changes
 * POST   /sim/reset                    no documents, knobs and faults as at the start
 * }</pre>
 *
 * <p>What it is told of calls, and the control endpoints of that: {@link dev.mosty.testbed.onec.calls}.
 *
 * <p>A refused control call answers 400 with {@code {"error":"…"}}.
 */
@NullMarked
package dev.mosty.testbed.onec;

import org.jspecify.annotations.NullMarked;
