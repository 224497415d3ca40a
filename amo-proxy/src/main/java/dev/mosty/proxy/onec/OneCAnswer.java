package dev.mosty.proxy.onec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer of 1C means. Pure, and takes any bytes.
 *
 * <p>A refusal is shown to the person if 1C said it for a person: a JSON {@code error}, or one short line of plain text.
 * Pages of the web server and 1C's stacks ({@code {ОбщийМодуль.X.Модуль(12)}: …}) are not.
 */
final class OneCAnswer {
    /** Not the default pool, which is by thread: a virtual thread reads one answer in its life. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private static final ObjectMapper TREE = new ObjectMapper(JSON);
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:-]{1,40})");
    private static final Pattern STACK = Pattern.compile("\\(\\d+(?:,\\d+)?\\)}\\s*:|\\bat [\\w.$]+\\(|Exception\\b");
    private static final int MAX_LINE = 300;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private OneCAnswer() {}

    static OneCReply read(int status, String contentType, byte[] body) {
        if (status < 200 || status >= 300) {
            String text = text(contentType, body);
            return new OneCReply.Refused(status, said(contentType, text), text);
        }
        return utf8(body)
                .filter(OneCAnswer::isJson)
                .<OneCReply>map(text -> new OneCReply.Good(body, text))
                .orElseGet(() -> new OneCReply.Strange("status " + status + " and no JSON"));
    }

    /** As {@link #read}, but of {@code TestRequest}, whose {@code ок} is good, and nothing else is. */
    static OneCReply readTest(int status, String contentType, byte[] body) {
        if (status < 200 || status >= 300) {
            return read(status, contentType, body);
        }
        String word = utf8(body).orElse("").replaceAll("[\\s\"\uFEFF]", "").toLowerCase(Locale.ROOT);
        // Latin letters look the same to whoever wrote the service.
        return word.matches("[оo][кk]")
                ? new OneCReply.Good(body, word)
                : new OneCReply.Strange("status " + status + " and not ок");
    }

    /** Strictly UTF-8, in which JSON is exchanged (RFC 8259, 8.1); a byte order mark, which 1C likes, is not part of it. */
    private static Optional<String> utf8(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = JSON.createParser(withoutMark(text))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> said(String contentType, String text) {
        Optional<String> error = error(text);
        boolean html = contentType.toLowerCase(Locale.ROOT).contains("html");
        return error.or(() -> html || looksLikeJson(text) ? Optional.empty() : Optional.of(text))
                .map(String::strip)
                .filter(OneCAnswer::isForPeople);
    }

    /** The {@code error} of a JSON object, if it is a text. */
    static Optional<String> error(String text) {
        if (!looksLikeJson(text)) {
            return Optional.empty();
        }
        try {
            JsonNode error = TREE.readTree(withoutMark(text)).path("error");
            return error.isTextual() ? Optional.of(error.asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean looksLikeJson(String text) {
        String start = withoutMark(text).stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static boolean isForPeople(String line) {
        return !line.isEmpty()
                && line.length() <= MAX_LINE
                && line.lines().count() == 1
                && line.indexOf('<') < 0
                && line.indexOf('\uFFFD') < 0
                && line.chars().noneMatch(Character::isISOControl)
                && !STACK.matcher(line).find();
    }

    private static String text(String contentType, byte[] body) {
        Matcher named = CHARSET.matcher(contentType);
        return withoutMark(new String(body, named.find() ? charset(named.group(1)) : StandardCharsets.UTF_8));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
