package dev.mosty.admin.shell;

import dev.mosty.web.ErrorBody;
import dev.mosty.web.RequestId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Turns the JSON of an error into a page where a person looks at it. */
@Singleton
class ErrorPages {
    private static final Set<Integer> EXPLAINED = Set.of(400, 403, 404, 405, 413, 429, 503);

    @ServerResponseFilter
    public void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ErrorBody && isForPeople(request)) {
            int status = response.getStatus();
            String page = Templates.error(
                            status,
                            "shell-error-" + (EXPLAINED.contains(status) ? status : status < 500 ? 400 : 500),
                            RequestId.current().orElse(""))
                    .render();
            response.setEntity(page, new Annotation[0], MediaType.valueOf("text/html; charset=utf-8"));
        }
    }

    /** htmx asks for everything, and would put what it gets into the page. */
    static boolean isForPeople(ContainerRequestContext request) {
        @Nullable String accept = request.getHeaderString("Accept");
        return accept != null && accept.contains("text/html") && request.getHeaderString("HX-Request") == null;
    }

    @CheckedTemplate(basePath = "shell")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance error(int status, String word, String requestId);
    }
}
