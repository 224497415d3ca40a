package dev.mosty.admin.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Sends one message as a bot (core.telegram.org/bots/api, {@code sendMessage}). */
@Singleton
class Telegram {
    /** What a bot's token looks like: it becomes part of an address. */
    static final String TOKEN = "[0-9]{1,20}:[A-Za-z0-9_-]{10,100}";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_TEXT = 4_000;

    private final Outbound outbound;
    private final AlertStore store;
    private final String base;

    Telegram(Outbound outbound, AlertStore store, AlertsConfig config) {
        this.outbound = outbound;
        this.store = store;
        this.base = config.telegramUrl().toString().replaceFirst("/+$", "");
    }

    /** Empty once Telegram has taken it, else why it did not. */
    Optional<String> send(AlertForm form, String text) {
        String token = store.token();
        if (!token.matches(TOKEN)) {
            return Optional.of("the bot's token does not open or is none");
        }
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("chat_id", form.get(AlertSetting.CHAT))
                .put("text", text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        Call call = Call.of("POST", URI.create(base + "/bot" + token + "/sendMessage"), body, PATIENCE)
                .header("Content-Type", "application/json")
                .maxReplyBytes(LONGEST_ANSWER);
        return switch (outbound.send(call)) {
            case Reply.Answered answered ->
                answered.status() == 200
                        ? Optional.empty()
                        : Optional.of(Fault.of(
                                answered.status() + " " + answered.text().replace(token, "***")));
            case Reply.NotSent(String why) -> Optional.of(Fault.of(why));
            case Reply.Unknown(String why) -> Optional.of(Fault.of(why));
            case Reply.TooLarge(int status) -> Optional.of(status + ", too large");
        };
    }
}
