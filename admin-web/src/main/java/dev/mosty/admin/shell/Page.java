package dev.mosty.admin.shell;

import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.admin.AdminConfig;
import io.quarkus.arc.All;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the frame around a page knows; templates call it <code>{cdi:page}</code>. */
@Named("page")
@RequestScoped
public class Page {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Visitor visitor;
    private final UriInfo uri;
    private final List<NavEntry> entries;
    private final Assets assets;
    private final ZoneId zone;

    Page(Visitor visitor, UriInfo uri, @All List<NavEntry> entries, Assets assets, AdminConfig config) {
        this.visitor = visitor;
        this.uri = uri;
        this.entries = entries;
        this.assets = assets;
        this.zone = config.zone();
    }

    public String language() {
        return visitor.locale().getLanguage();
    }

    /** The other language, for the switch. */
    public String otherLanguage() {
        return language().equals("ru") ? "en" : "ru";
    }

    public boolean isSignedIn() {
        return visitor.signedIn().isPresent();
    }

    public String login() {
        return visitor.signedIn().map(SignedIn::login).orElse("");
    }

    /** Whether buttons that change something are worth showing; the server decides anew at each of them. */
    public boolean isAdmin() {
        return visitor.may(Role.ADMIN);
    }

    /** Whether the search is worth showing. */
    public boolean isViewer() {
        return visitor.may(Role.VIEWER);
    }

    /** Where the request went, as it can be linked to. */
    public String path() {
        return uri.getPath();
    }

    /** The entries that the person may see, under their groups' words, in order. */
    public Map<String, List<NavEntry>> navigation() {
        return entries.stream()
                .filter(entry -> visitor.may(entry.least()))
                .sorted(Comparator.comparingInt(NavEntry::order))
                .collect(Collectors.groupingBy(NavEntry::group, LinkedHashMap::new, Collectors.toList()));
    }

    public boolean isAt(NavEntry entry) {
        return entry.leadsTo(path());
    }

    /** The first page that the person may see. */
    public Optional<String> home() {
        return navigation().values().stream()
                .flatMap(List::stream)
                .map(NavEntry::path)
                .findFirst();
    }

    /** What has just been done, as the redirect after it says with {@code ?done=}. */
    public @Nullable String done() {
        return Optional.ofNullable(uri.getQueryParameters().getFirst("done"))
                .flatMap(key -> Words.known(visitor.locale(), key))
                .orElse(null);
    }

    /** A moment as people of this installation read it; a dash for none. */
    public String at(@Nullable Instant moment) {
        return moment == null ? "—" : moment(moment, zone);
    }

    /** The same where no page is being made. */
    public static String moment(Instant moment, ZoneId zone) {
        return MOMENT.format(moment.atZone(zone));
    }

    /** The address of a file of ours, such as {@code style.css}. */
    public String asset(String name) {
        return assets.address(name);
    }
}
