/**
 * The published extension «Простые звонки» of the simulated 1C (seeds/002): takes what is told of calls and answers whose
 * client somebody is. Strict where the real one is only robust: {@code callid} is a string, times are
 * {@code yyyyMMdd'T'HHmmss}, the duration is end − start, and nothing about an extension's part in a call goes back.
 *
 * <h2>What a program asks</h2>
 *
 * Under the path of the publication (default {@code /clinic/hs/calls/}). The infobase's user is named in the
 * publication, so no {@code Authorization} is asked for; the token in the body is:
 *
 * <pre>{@code
 * POST /  {"cmd":"event","type":"INCOMING","direction":"in","user":"100","ext":"100","phone":"89991234567",
 *          "diversion":"3333333","callid":"1659685427407907141","crm_token":"…"}       → {"result":"ok"}
 * POST /  {"cmd":"history","type":"in",…,"start":"20230908T135640","end":"20230908T135730","duration":50,
 *          "link":"","status":"missed",…}                                              → {"result":"ok"}
 * POST /  {"cmd":"contact","phone":"89991234567","crm_token":"…"}                      → {"responsible":"100"}
 * }</pre>
 *
 * {@code IBSession: start} begins a session, whose cookie saves the next request from beginning one; a session that is
 * gone is a 404. A message that was taken last may come again; it is counted and changes nothing.
 *
 * <h2>What a test asks</h2>
 *
 * On 1C's port, besides what {@link dev.mosty.testbed.onec} lists; faults are those of 1C, by this path:
 *
 * <pre>{@code
 * GET    /sim/calls                         the calls, latest first, with their steps
 * GET    /sim/calls/received?after=0        every message in the order of its arrival, at most 10000 at once
 * GET    /sim/calls/stats                   messages by step, repeats, refusals by reason, sessions
 * GET    /sim/calls/knobs                   every switch and its value
 * PATCH  /sim/calls/knobs                   {"smartTransfer":false,"digits":7,"sessionMillis":1000,"newSessionMillis":300}
 * DELETE /sim/calls                         forget the calls and what was counted
 * }</pre>
 */
@NullMarked
package dev.mosty.testbed.onec.calls;

import org.jspecify.annotations.NullMarked;
