/**
 * A strict, stateful stand-in for a Bitrix24 portal (facts/bitrix24.md): its REST with both ceilings, and the habits that
 * hurt in production. Its own server on its own port.
 *
 * <h2>What a program asks</h2>
 *
 * {@code /rest/<user>/<secret>/<method>[.json][/]}, GET or POST, the parameters in the query, as a form or as JSON:
 *
 * <pre>{@code
 * crm.{contact,company,lead,deal,product,productsection}.{fields,list,get,add,update,delete}
 * crm.{deal,lead}.productrows.{get,set}       crm.{deal,lead,company}.contact.{add,delete,items.get,items.set,items.delete}
 * crm.contact.company.…                       the same the other way round
 * crm.status.list  crm.dealcategory.{list,default.get,stage.list}  crm.category.list  crm.currency.{list,base.get}
 * crm.entity.mergeBatch  user.get  user.current  profile  methods  batch
 * }</pre>
 *
 * <h2>Its traps, each with a knob where it can be switched off</h2>
 *
 * <ul>
 *   <li>50 HTTP calls fit into the bucket and 2 leak out a second: 503 {@code QUERY_LIMIT_EXCEEDED}; 480 s of a method within
 *       ten minutes: 429 {@code OPERATION_TIME_LIMIT}; 60 s for one call: a gateway's 504, and what ran stays done.
 *       {@code batchShare} charges a batch itself, too
 *   <li>fifty rows a page; an unknown filter key is dropped, {@code @XML_ID} of products too
 *   <li>telephones without an ID pile up; plain texts for them are nothing
 *   <li>{@code $result[…]} of a failed command is an array, which as an id is 1; empty maps are lists
 *   <li>ORIGIN_ID is not unique; unknown fields, stages of other funnels and references to nobody vanish without an error;
 *       long texts are cut; {@code 12,50} is 12; a form's or command's variables beyond the thousandth are dropped
 * </ul>
 *
 * Not sure on a real portal, and chosen here: that a reference to nobody is dropped, the words for a compulsory field,
 * which date forms are understood.
 *
 * <h2>What a test asks</h2>
 *
 * In the same process {@link dev.mosty.testbed.bitrix.BitrixSimulator}; from outside JSON without authentication:
 *
 * <pre>{@code
 * GET    /sim/knobs                  every switch and its value
 * PATCH  /sim/knobs                  {"timeScale":20,"takesTime":true,"seconds":{"crm.contact.add":0.3,"*":0.01},
 *                                    "closed":"OVERLOAD_LIMIT","login":"…","password":"…",…}: seconds as a whole
 * GET    /sim/faults                 what is still to come, in order
 * POST   /sim/faults                 {"times":1,"path":"/crm.contact.add","effect":"apply-then-reset"}; the path is the method
 *                                    effects: answer, hang, reset, drip, endless, apply-then-answer, apply-then-hang, apply-then-reset
 *                                    answer-then-apply ("afterMillis": 1000)
 * GET    /sim/refusals               commands to come that are refused, in a batch too
 * POST   /sim/refusals               {"times":1,"method":"crm.contact.add","error":"ERROR_CORE","description":"…"}
 * DELETE /sim/faults                 forget faults and refusals, and put every knob back
 * GET    /sim/limits                 how full the bucket is, which method worked how long
 * DELETE /sim/limits                 as after ten quiet minutes
 * POST   /sim/time                   {"forwardSeconds":600}: the portal's clock, not ours
 * GET    /sim/stats                  HTTP calls, commands by method, errors, writes by kind
 * DELETE /sim/stats                  start counting anew
 * GET    /sim/calls                  the latest calls
 * GET    /sim/items/deal?limit=50    the latest first; ?originId=… only those
 * GET    /sim/items/deal/1           one with its links and rows
 * POST   /sim/items/deal             {"fields":{…}}: a person adds one in the portal's pages
 * PATCH  /sim/items/deal/1           {"fields":{…},"rows":[…]}: a person edits it
 * DELETE /sim/items/deal/1           a person deletes it
 * POST   /sim/seed                   {"kind":"contact","count":1000,"from":1,"prefix":"…","fields":{…}}: the 42nd has the identifier
 *                                    00000000-0000-4000-8000-000000000042
 * GET    /sim/writes?after=0&limit=1000   every write in order, of programs and people
 * POST   /sim/reset                  the portal as it was set up: data, knobs, faults, limits, counts
 * GET    /sim/events                 server-sent events: the state whenever it changes
 * }</pre>
 *
 * A refused control call answers 400 with {@code {"error":"…"}}. Portal seconds are {@code timeScale} times as short as ours,
 * in the bucket, in execution times and in what an answer takes.
 */
@NullMarked
package dev.mosty.testbed.bitrix;

import org.jspecify.annotations.NullMarked;
