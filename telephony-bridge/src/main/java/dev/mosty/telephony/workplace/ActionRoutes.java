package dev.mosty.telephony.workplace;

import dev.mosty.access.Audit.Actor;
import dev.mosty.contacts.Card;
import dev.mosty.contacts.ContactTable;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.telephony.Answer;
import dev.mosty.telephony.call.Field;
import dev.mosty.telephony.call.Malformed;
import dev.mosty.telephony.click.CallByClick;
import dev.mosty.telephony.workplace.Door.Visit;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.RequestId;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What an employee does at the page: calls a number from the own extension, and writes down who an unknown one is. */
@Singleton
final class ActionRoutes {
    private static final int FORM = 32 * 1024;

    private final Door door;
    private final CallByClick click;
    private final CallBook calls;
    private final NumberingPlan plan;
    private final Jdbi jdbi;

    ActionRoutes(Door door, CallByClick click, CallBook calls, NumberingPlan plan, Jdbi jdbi) {
        this.door = door;
        this.click = click;
        this.calls = calls;
        this.plan = plan;
        this.jdbi = jdbi;
    }

    void routes(@Observes Router router) {
        router.post("/workplace/call")
                .handler(BodyLimit.of(FORM))
                .handler(context -> door.admit(context, visit -> call(context, visit)));
        router.post("/workplace/contact")
                .handler(BodyLimit.of(FORM))
                .handler(context -> door.admit(context, visit -> create(context, visit)));
    }

    private void call(RoutingContext context, Visit visit) {
        Answer answer = call(typed(context, "ext"), typed(context, "phone"), visit, RequestId.of(context));
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(answer.json());
    }

    private Answer call(String ext, String phone, Visit visit, String requestId) {
        if (!PageRoutes.mine(visit).contains(ext)) {
            return Answer.error(403, PageWords.of(visit.locale(), "fault-ext"));
        }
        try {
            String number = Field.number("phone", phone);
            return number.chars().noneMatch(Character::isDigit)
                    ? Answer.error(400, PageWords.of(visit.locale(), "fault-phone"))
                    : click.call(ext, number, requestId);
        } catch (Malformed _) {
            return Answer.error(400, PageWords.of(visit.locale(), "fault-phone"));
        }
    }

    /** Answers with the call's window anew: with the contact in it, or with the form and what is wrong. */
    private void create(RoutingContext context, Visit visit) {
        if (!PageRoutes.mayCreate(visit)) {
            ErrorReply.send(context, 403);
            return;
        }
        String callid = typed(context, "callid");
        String ext = typed(context, "ext");
        if (calls.call(callid, ext, PageRoutes.mine(visit)).isEmpty()) {
            ErrorReply.send(context, 404);
            return;
        }
        NewContact form = NewContact.of(name -> typed(context, name));
        Optional<String> fault = switch (form.read(plan, visit.who().login(), ext)) {
            case NewContact.Read.Good(Card card) -> {
                store(card, callid, visit);
                yield Optional.empty();
            }
            case NewContact.Read.Wrong(String word) -> Optional.of(PageWords.of(visit.locale(), word));
        };
        calls.window(callid, ext, PageRoutes.mine(visit))
                .ifPresentOrElse(
                        window -> Door.show(
                                context,
                                fault.isPresent() ? 422 : 200,
                                PageRoutes.Templates.window(window, fault.orElse(""), true),
                                visit),
                        () -> ErrorReply.send(context, 404));
    }

    /** The calls of that number so far are theirs from now on. */
    private void store(Card card, String callid, Visit visit) {
        jdbi.useTransaction(tx -> {
            long id = ContactTable.create(tx, card, new Actor(visit.who().login(), visit.address()));
            tx.execute("""
                    update call set contact_id = ?
                     where contact_id is null and digits <> ''
                       and reverse(digits) = (select reverse(c.digits) from call c where c.callid = ?)
                    """, id, callid);
        });
    }

    private static String typed(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value;
    }
}
