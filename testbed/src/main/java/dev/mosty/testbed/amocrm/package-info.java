/**
 * A strict, stateful stand-in for amoCRM: OAuth, API v4 for leads, webhooks, and the limits that hurt
 * in production (facts/amocrm.md §2). What the facts mark as unverified is a knob, so that both
 * readings can be tried.
 *
 * <h2>What a program asks</h2>
 *
 * {@code POST /oauth2/access_token}, {@code GET /oauth}, {@code /api/v4/account}, {@code /api/v4/leads},
 * {@code /api/v4/leads/custom_fields}, {@code /api/v4/leads/pipelines}, {@code /api/v4/webhooks}. Only
 * these pass the {@link dev.mosty.testbed.amocrm.Meter}.
 *
 * <h2>What a test asks</h2>
 *
 * In the same process {@link dev.mosty.testbed.amocrm.AmoCrmSimulator}; from outside JSON without
 * authentication:
 *
 * <pre>{@code
 * GET    /sim/knobs                     every switch and its value
 * PATCH  /sim/knobs                     {"latencyMillis":150,"jitterMillis":30,"banned":true,"paymentRequired":false,…}
 * GET    /sim/faults                    what is still to come, in order
 * POST   /sim/faults                    {"times":2,"method":"PATCH","path":"/api/v4/leads","effect":"answer","status":504,"body":"html"}
 *                                       effects: answer, hang, reset, drip, endless, apply-then-answer, apply-then-hang, apply-then-reset
 *                                       answer-then-apply ("afterMillis": 1000)
 * DELETE /sim/faults                    forget them, and put every knob back
 * GET    /sim/oauth                     the integration's settings and the long-lived token
 * POST   /sim/oauth/code                {"code":"…"}: a new one-use code, 20 minutes
 * POST   /sim/oauth/expire-access       every access token answers 401 from now on
 * POST   /sim/oauth/revoke-refresh      every refresh token answers "Token has been revoked"
 * GET    /sim/stats                     the meter, the traffic and the PATCH sizes
 * DELETE /sim/stats                     start counting anew
 * GET    /sim/leads?ids=1,2&after=0&limit=100   leads (the latest changed first without ids and after)
 * GET    /sim/leads/23392663            one lead with the history of its writes
 * POST   /sim/leads                     the body of POST /api/v4/leads, as a manager
 * PATCH  /sim/leads/23392663            the body of PATCH /api/v4/leads/{id}, as a manager
 * POST   /sim/leads/range               {"from":1,"to":100000}: bare leads with these ids
 * GET    /sim/writes?after=0&limit=1000 every write in order, of integration and managers
 * GET    /sim/fields                    the custom fields with their types and choices
 * GET    /sim/webhooks                  subscriptions and the latest deliveries
 * GET    /sim/events                    server-sent events: changed leads and the meter
 * POST   /sim/reset                     the seeded clinic again: leads, tokens, counters, knobs
 * }</pre>
 *
 * A refused control call answers 400 with {@code {"error":"…"}}.
 */
@NullMarked
package dev.mosty.testbed.amocrm;

import org.jspecify.annotations.NullMarked;
