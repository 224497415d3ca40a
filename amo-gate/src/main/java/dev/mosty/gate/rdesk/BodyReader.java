package dev.mosty.gate.rdesk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the tokens of one body once, looks only at each item's {@code lead_id} and cuts the item's text out of the
 * body. No tree is built: that is the drainer's work.
 */
final class BodyReader {

    private final String text;
    private final JsonParser parser;

    private BodyReader(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    static Intake read(byte[] body) {
        String text;
        try {
            text = withoutByteOrderMark(decode(body));
        } catch (CharacterCodingException e) {
            return new Intake.NotJson("The body is not JSON: it is not UTF-8.");
        }
        try (JsonParser parser = RdeskJson.INTAKE.createParser(text)) {
            return new BodyReader(text, parser).intake();
        } catch (StreamConstraintsException e) {
            return new Intake.NotJson("The body is nested deeper than " + RdeskJson.MAX_DEPTH + " levels.");
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes the body, which is somebody's personal data.
            return new Intake.NotJson("The body is not JSON: an error at line %d, column %d."
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("A string in memory cannot fail to be read", e);
        }
    }

    private Intake intake() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Intake.NotJson("The body is empty.");
        }
        List<Item> items = new ArrayList<>();
        if (first == JsonToken.START_OBJECT) {
            items.add(item(first));
        } else if (first == JsonToken.START_ARRAY) {
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                items.add(item(token));
            }
        }
        boolean scalar = first.isScalarValue();
        if (parser.nextToken() != null) {
            return new Intake.NotJson("The body is not JSON: something follows the end of the document.");
        }
        return scalar ? new Intake.NotJson("The body is neither a JSON array nor an object.") : new Intake.Items(items);
    }

    private Item item(JsonToken first) throws IOException {
        int start = offset(parser.currentTokenLocation().getCharOffset());
        if (first == JsonToken.START_OBJECT) {
            return object(start);
        }
        parser.skipChildren();
        parser.finishToken();
        return new Item.Unreadable(textFrom(start), "The item is not an object.");
    }

    private Item object(int start) throws IOException {
        LeadId leadId = LeadId.NONE;
        boolean absurdNumber = false;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            // The last of several lead_id wins, as in the tree that the drainer reads.
            boolean isLeadId = depth == 1 && token == JsonToken.FIELD_NAME && "lead_id".equals(parser.currentName());
            if (isLeadId) {
                token = parser.nextToken();
                leadId = LeadId.at(parser);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isNumeric()) {
                absurdNumber |= isAbsurdNumber(token);
            }
        }
        String json = textFrom(start);
        if (absurdNumber) {
            return new Item.Unreadable(json, "The item holds a number too long to be read.");
        }
        return switch (leadId) {
            case LeadId.Of(long id) -> new Item.ForLead(id, json);
            case LeadId.None() -> new Item.NoLead(json);
            case LeadId.Wrong(String reason) -> new Item.Unreadable(json, reason);
        };
    }

    /** True for a number that {@link RdeskJson#tree} would refuse, or an exponent no decimal can hold. */
    private boolean isAbsurdNumber(JsonToken token) throws IOException {
        int length = parser.getTextLength();
        if (length > RdeskJson.MAX_NUMBER_LENGTH) {
            return true;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        char[] chars = parser.getTextCharacters();
        int end = parser.getTextOffset() + length;
        for (int i = parser.getTextOffset(); i < end; i++) {
            if (chars[i] == 'e' || chars[i] == 'E') {
                return end - i > "e-999999".length();
            }
        }
        return false;
    }

    private String textFrom(int start) {
        return text.substring(start, offset(parser.currentLocation().getCharOffset()));
    }

    private static int offset(long charOffset) {
        return Math.toIntExact(charOffset);
    }

    /** Fast for good bodies; a replacement character makes it look again, strictly. */
    private static String decode(byte[] body) throws CharacterCodingException {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
