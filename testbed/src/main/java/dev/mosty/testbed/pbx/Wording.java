package dev.mosty.testbed.pbx;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The words of a PBX about one call (seeds/002): the query of {@code GET /{PBX_PATH}/?event=…}.
 *
 * @param callId the PBX's own number of the call, which it uses again
 * @param incoming whether the client calls
 * @param phone the client's
 * @param line the company's number that was called
 */
record Wording(String callId, boolean incoming, String phone, String line) {

    /** It rings at the extension, or the extension dials. */
    String started(String ext) {
        return "event=1&" + call(ext);
    }

    String answered(String ext) {
        return "event=3&" + call(ext);
    }

    /** @param answered empty if there was no talk */
    String ended(String ext, Instant start, Optional<Instant> answered, Instant end, String record) {
        return "event=2&call_start_timestamp=" + start.getEpochSecond()
                + answered.map(at -> "&call_answer_timestamp=" + at.getEpochSecond())
                        .orElse("")
                + "&timestamp=" + end.getEpochSecond()
                + "&status=" + (answered.isPresent() ? "ANSWER" : "NOANSWER")
                + "&call_record_link=" + encoded(record)
                + "&" + call(ext);
    }

    /** Asks whose client that is, before it rings anywhere. */
    static String whose(String phone) {
        return "event=1&smart_transfer_is_required=1&call_id=32323&line=3333333&src_num=" + encoded(phone);
    }

    private String call(String ext) {
        return incoming
                ? "src_type=1&call_id=" + callId + "&line=" + encoded(line) + "&dst_num=" + encoded(ext) + "&src_num="
                        + encoded(phone)
                : "src_type=2&call_id=" + callId + "&src_num=" + encoded(ext) + "&dst_num=" + encoded(phone);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "Wording[" + callId + "]";
    }
}
