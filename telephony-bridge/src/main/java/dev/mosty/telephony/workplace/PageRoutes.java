package dev.mosty.telephony.workplace;

import dev.mosty.access.Role;
import dev.mosty.telephony.workplace.Door.Visit;
import dev.mosty.web.BodyLimit;
import dev.mosty.web.Bundle;
import dev.mosty.web.ErrorReply;
import dev.mosty.web.PageHeaders;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /workplace}: the employee's page, and the pieces of it that its script asks for when the stream tells of a
 * call. They are made here and not in the browser, so that there is one place that escapes and one that translates.
 */
@Singleton
final class PageRoutes {
    private static final Duration LANGUAGE_LASTS = Duration.ofDays(360);
    private static final int LANGUAGE_FORM = 1_024;

    private final Door door;
    private final CallBook calls;
    private final WorkplaceAssets assets;
    private final String admin;

    PageRoutes(Door door, CallBook calls, WorkplaceAssets assets, WorkplaceConfig config) {
        config.check();
        this.door = door;
        this.calls = calls;
        this.assets = assets;
        this.admin = config.adminUrl()
                .map(url -> url.toString().replaceAll("/+$", ""))
                .orElse("");
    }

    void routes(@Observes Router router) {
        PageHeaders.install(router, "/workplace");
        router.get("/workplace")
                .handler(context -> door.admit(context, () -> toLogin(context), visit -> page(context, visit)));
        router.get("/workplace/state").handler(context -> door.admit(context, visit -> state(context, visit)));
        router.get("/workplace/window").handler(context -> door.admit(context, visit -> window(context, visit)));
        router.get("/workplace/document").handler(context -> door.admit(context, visit -> document(context, visit)));
        router.post("/workplace/language").handler(BodyLimit.of(LANGUAGE_FORM)).handler(this::language);
        router.get("/workplace/assets/:name").handler(assets::serve);
    }

    /** admin-web's login leads to its own page of that name, which knows where the workplace is. */
    private void toLogin(RoutingContext context) {
        context.response()
                .setStatusCode(303)
                .putHeader("Location", loginAddress())
                .end();
    }

    private String loginAddress() {
        return admin + "/admin/login?next=%2Fadmin%2Fworkplace";
    }

    /** What the frame shows. */
    record Frame(
            String login,
            List<String> extensions,
            boolean notices,
            String language,
            String admin,
            String loginAddress,
            WorkplaceAssets assets) {
        public String otherLanguage() {
            return language.equals("ru") ? "en" : "ru";
        }
    }

    private void page(RoutingContext context, Visit visit) {
        Door.show(
                context,
                200,
                Templates.page(frame(visit), calls.open(mine(visit)), calls.today(mine(visit)), mayCreate(visit)),
                visit);
    }

    private void state(RoutingContext context, Visit visit) {
        Door.show(
                context,
                200,
                Templates.state(frame(visit), calls.open(mine(visit)), calls.today(mine(visit)), mayCreate(visit)),
                visit);
    }

    private void window(RoutingContext context, Visit visit) {
        calls.window(asked(context, "callid"), asked(context, "ext"), mine(visit))
                .ifPresentOrElse(
                        found -> Door.show(context, 200, Templates.window(found, "", mayCreate(visit)), visit),
                        () -> ErrorReply.send(context, 404));
    }

    private void document(RoutingContext context, Visit visit) {
        calls.call(asked(context, "callid"), asked(context, "ext"), mine(visit))
                .filter(CallRow::document)
                .ifPresentOrElse(
                        found -> Door.show(context, 200, Templates.document(found), visit),
                        () -> ErrorReply.send(context, 404));
    }

    /** A viewer changes nothing but the own password. */
    static boolean mayCreate(Visit visit) {
        return visit.who().role() != Role.VIEWER;
    }

    static List<String> mine(Visit visit) {
        return visit.who().extensions();
    }

    private Frame frame(Visit visit) {
        return new Frame(
                visit.who().login(),
                mine(visit),
                calls.notices(),
                visit.locale().getLanguage(),
                admin,
                loginAddress(),
                assets);
    }

    private static String asked(RoutingContext context, String name) {
        return context.request().getParam(name, "");
    }

    private void language(RoutingContext context) {
        door.admit(context, () -> toLogin(context), visit -> {
            @Nullable String to = context.request().getFormAttribute("to");
            context.response()
                    .addCookie(io.vertx.core.http.Cookie.cookie(
                                    Bundle.COOKIE, Bundle.language(to).getLanguage())
                            .setPath("/")
                            .setMaxAge(LANGUAGE_LASTS.toSeconds())
                            .setHttpOnly(true)
                            .setSameSite(CookieSameSite.LAX))
                    .setStatusCode(303)
                    .putHeader("Location", "/workplace")
                    .end();
        });
    }

    @CheckedTemplate(basePath = "workplace")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(
                Frame frame, List<Window> windows, List<CallRow> journal, boolean mayCreate);

        static native TemplateInstance state(
                Frame frame, List<Window> windows, List<CallRow> journal, boolean mayCreate);

        static native TemplateInstance window(Window window, String fault, boolean mayCreate);

        static native TemplateInstance document(CallRow call);
    }
}
