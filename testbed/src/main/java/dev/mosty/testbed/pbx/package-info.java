/**
 * A PBX with «Простые звонки» in front of it (seeds/002): tells telephony-bridge of calls, asks it where one should go,
 * and makes calls when it is asked to. Its own server on its own port.
 *
 * <h2>What a program asks</h2>
 *
 * <pre>{@code
 * POST /httpapiinteg/crmapi/v1/makecall   X-API-KEY, {"user":"100","phone":"89991234567"} → {"result":"ok"},
 *                                         and the call's events follow; 400 for what is not that, 401 for a wrong key
 * }</pre>
 *
 * <h2>What a test asks</h2>
 *
 * In the same process {@link dev.mosty.testbed.pbx.PbxSimulator}; from outside JSON without a key:
 *
 * <pre>{@code
 * POST   /sim/lines                  {"incoming":true,"exts":["100"],"phone":"89991234567"}: it rings
 * POST   /sim/lines/7/answer         {"ext":"100"}
 * POST   /sim/lines/7/end            {}: hung up; a call that nobody answered is missed
 * POST   /sim/transfer               {"phone":"89991234567"} → {"responsible":"100"}: whose client it is
 * POST   /sim/day                    {"calls":200,"seed":1,"seconds":30}: a working day (at most 50000 calls)
 * GET    /sim/day                    how far it is
 * GET    /sim/state                  lines, what was told last, the day, knobs, faults
 * PATCH  /sim/knobs                  {"latencyMillis":0,"clickAnswerMillis":1500,"clickTalkMillis":6000}
 * POST   /sim/faults                 {"times":1,"effect":"answer","status":500}: the next wishes to call
 * DELETE /sim/faults                 forget them, and put every knob back
 * GET    /sim/events                 server-sent events: the state whenever it changes
 * }</pre>
 *
 * A refused control call answers 400 with {@code {"error":"…"}}. Days and screenplays
 * ({@link dev.mosty.testbed.pbx.WorkingDay}) need no server and are used by the demo, chaos and the bench too.
 */
@NullMarked
package dev.mosty.testbed.pbx;

import org.jspecify.annotations.NullMarked;
