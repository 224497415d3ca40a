package dev.mosty.telephony.workplace;

import dev.mosty.contacts.NumberingPlan;
import dev.mosty.contacts.Phone;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An extension's part in a call, as the templates show it.
 *
 * @param phone as the PBX gave it, which is what is dialled; empty if the client hides it
 * @param shown the same for people
 * @param name of the contact that the number led to; empty for none
 * @param state {@code ringing}, {@code talking} or {@code over}
 * @param result {@code success}, {@code missed} or {@code elsewhere}; empty until it is over
 * @param link of the record, http or https; empty for none
 * @param document whether it became a document that employees are shown
 * @param now when it was read
 */
record CallRow(
        String callid,
        String ext,
        boolean incoming,
        String phone,
        String shown,
        String line,
        String name,
        String state,
        String result,
        Instant beganAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        String link,
        boolean document,
        Instant now,
        ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    /** What a window is known by in the browser: a call at an extension. */
    public String key() {
        return callid + "/" + ext;
    }

    static String shown(NumberingPlan plan, String phone) {
        return plan.read(phone).map(Phone::shown).orElse(phone);
    }

    public boolean missed() {
        return result.equals("missed");
    }

    /** A missed call of a client is to be called back; a missed call to a client is not answered yet. */
    public String ending() {
        return result.isEmpty() ? state : result.equals("missed") && !incoming ? "unanswered" : result;
    }

    public boolean live() {
        return !state.equals("over");
    }

    public boolean talking() {
        return state.equals("talking");
    }

    /** Whether there is a number in it that a PBX could call. */
    public boolean dialable() {
        return phone.chars().anyMatch(Character::isDigit);
    }

    public String time() {
        return TIME.format(beganAt.atZone(zone));
    }

    public String moment() {
        return MOMENT.format(beganAt.atZone(zone));
    }

    /** Of the talk, or of the ringing before it, in seconds; never negative, whatever the PBX's clock says. */
    public long seconds() {
        Instant from = answeredAt == null ? beganAt : answeredAt;
        Duration length = Duration.between(from, endedAt == null ? now : endedAt);
        return Math.clamp(length.toSeconds(), 0, Duration.ofDays(1).toSeconds());
    }

    /** As {@code 1:05}. */
    public String length() {
        return "%d:%02d".formatted(seconds() / 60, seconds() % 60);
    }

    public String yandex() {
        return "https://yandex.ru/search/?text=" + URLEncoder.encode(phone, StandardCharsets.UTF_8);
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "CallRow[" + callid + ", " + ext + ", " + state + "]";
    }
}
