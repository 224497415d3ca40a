package dev.mosty.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When windows open and close, for each of the moments that people can choose. */
class ScreensTest {

    private static CallRig rig(Window in) {
        return new CallRig(
                new TelephonySettings(in, Window.NEVER, Document.NEVER, Document.NEVER, Shown.NEVER, 5, false, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NEVER  |               |               |
            START  | open 100      | open 100      | open 100, close 100
            ANSWER |               | open 100      | open 100, close 100
            END    |               |               | open 100
            """)
    void theWindowOpensAtTheChosenMoment(Window moment, String rings, String talks, String over) {
        try (var rig = rig(moment)) {
            rig.rings("7", "100");
            assertThat(String.join(", ", rig.windows())).isEqualTo(text(rings));
            rig.answers("7", "100");
            assertThat(String.join(", ", rig.windows())).isEqualTo(text(talks));
            rig.ends("7", "100", "ANSWER");
            assertThat(String.join(", ", rig.windows())).isEqualTo(text(over));
        }
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void aGroupSeesItAtEachExtensionUntilSomebodyAnswers() {
        try (var rig = rig(Window.START)) {
            rig.rings("7", "100");
            rig.rings("7", "101");
            rig.answers("7", "101");
            assertThat(rig.windows()).containsExactly("open 100", "open 101", "close 100");
            rig.ends("7", "101", "ANSWER");
            assertThat(rig.windows()).containsExactly("open 100", "open 101", "close 100", "close 101");
        }
    }

    @Test
    void atTheEndTheWindowOpensForThoseWhoseCallItWas() {
        try (var rig = rig(Window.END)) {
            rig.rings("7", "100");
            rig.rings("7", "101");
            rig.answers("7", "101");
            rig.ends("7", "101", "ANSWER");
            assertThat(rig.windows()).containsExactly("open 101");

            rig.rings("8", "100");
            rig.rings("8", "101");
            rig.ends("8", "100", "NOANSWER");
            rig.ends("8", "101", "NOANSWER");
            assertThat(rig.windows()).containsExactly("open 101", "open 100", "open 101");
        }
    }

    @Test
    void aLostStartOpensTheWindowAtTheAnswer() {
        try (var rig = rig(Window.START)) {
            rig.answers("7", "100");
            rig.rings("7", "100");

            assertThat(rig.windows()).containsExactly("open 100");
        }
    }

    @Test
    void oldNewsOpensNoWindow() {
        try (var rig = rig(Window.START)) {
            rig.ends("7", "100", "ANSWER");
            rig.rings("7", "100");

            assertThat(rig.windows()).isEmpty();
        }
    }

    @Test
    void aCallThatTheSweeperClosesDrawsNobodysEye() {
        var chosen =
                new TelephonySettings(Window.END, Window.NEVER, Document.END, Document.NEVER, Shown.IN, 5, false, true);
        try (var rig = new CallRig(chosen)) {
            rig.answers("7", "100");
            rig.pass(Duration.ofHours(13));

            assertThat(rig.sweeper().sweep()).isEqualTo(1);
            assertThat(rig.windows()).isEmpty();
            assertThat(
                            rig.text(
                                    "select string_agg(coalesce(body ->> 'document', '-'), ' ' order by id) from workplace_event"))
                    .isEqualTo("- made");
        }
    }

    @Test
    void outgoingCallsHaveAChoiceOfTheirOwnAndNoticesComeWithTheWindow() {
        var chosen = new TelephonySettings(
                Window.NEVER, Window.START, Document.NEVER, Document.NEVER, Shown.NEVER, 5, false, true);
        try (var rig = new CallRig(chosen)) {
            rig.rings("7", "100");
            rig.take(CallEvent.of(
                    CallEvent.Kind.STARTED, new CallName.OfPbx("8"), Direction.OUT, "100", CallRig.CLIENT, ""));

            assertThat(rig.windows()).containsExactly("open 100", "notice 100");
        }
    }

    @Test
    void anEndedCallBecomesADocumentThatIsShownAsChosen() {
        var chosen = new TelephonySettings(
                Window.NEVER, Window.NEVER, Document.END, Document.NEVER, Shown.IN, 5, false, false);
        try (var rig = new CallRig(chosen)) {
            rig.rings("7", "100");
            assertThat(rig.text("select count(documented_at) from call")).isEqualTo("0");
            rig.ends("7", "100", "NOANSWER");

            assertThat(rig.text("select count(documented_at) from call")).isEqualTo("1");
            assertThat(
                            rig.text(
                                    "select string_agg(coalesce(body ->> 'document', '-'), ' ' order by id) from workplace_event"))
                    .isEqualTo("- shown");
        }
    }
}
