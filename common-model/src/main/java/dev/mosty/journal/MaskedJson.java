package dev.mosty.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;

/**
 * Copies JSON token by token and masks values by their field's name. Text that stops being JSON, is nested deeper than
 * 200, or is long, is copied as far as it goes and no further: what cannot be read cannot be masked.
 */
final class MaskedJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private final JsonParser parser;
    private final JsonGenerator generator;
    private final StringWriter out = new StringWriter();

    private MaskedJson(String text) throws IOException {
        parser = FACTORY.createParser(text);
        generator = FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }

    static String of(String text, int maxLength) {
        try {
            // A longer one is not looked through for the sake of its beginning.
            return text.length() <= Masking.MAX_READ && isHarmless(text) ? text : new MaskedJson(text).copy(maxLength);
        } catch (IOException e) {
            return Masking.HIDDEN;
        }
    }

    /** Whether it is JSON in which nothing is masked: most of it, and looking costs a quarter of copying. */
    private static boolean isHarmless(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean harmless = switch (token) {
                    case FIELD_NAME ->
                        Sensitive.of(parser.currentName()).isEmpty() && isHarmlessText(parser.currentName());
                    case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> isHarmlessText(parser.getText());
                    default -> true;
                };
                if (!harmless) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isHarmlessText(String text) {
        return Masking.text(text).equals(text);
    }

    private String copy(int maxLength) throws IOException {
        try {
            Optional<Sensitive> field = Optional.empty();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                generator.flush();
                if (out.getBuffer().length() > maxLength) {
                    return out + "…";
                }
                if (token == JsonToken.FIELD_NAME) {
                    field = Sensitive.of(parser.currentName());
                    // A name is text of the sender, too.
                    generator.writeFieldName(Masking.text(parser.currentName()));
                } else {
                    write(token, field);
                    field = Optional.empty();
                }
            }
            generator.flush();
            return out.toString();
        } catch (IOException e) {
            generator.flush();
            return out + "… (not JSON from here)";
        }
    }

    private void write(JsonToken token, Optional<Sensitive> field) throws IOException {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                if (field.isPresent()) {
                    parser.skipChildren();
                    generator.writeString(Masking.HIDDEN);
                } else if (token == JsonToken.START_OBJECT) {
                    generator.writeStartObject();
                } else {
                    generator.writeStartArray();
                }
            }
            case END_OBJECT -> generator.writeEndObject();
            case END_ARRAY -> generator.writeEndArray();
            case VALUE_STRING -> {
                String value = parser.getText();
                generator.writeString(field.map(kind -> kind.mask(value)).orElseGet(() -> Masking.text(value)));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), field);
            case VALUE_TRUE, VALUE_FALSE -> generator.writeBoolean(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> generator.writeNull();
            case FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("not a value: " + token);
        }
    }

    private void number(String value, Optional<Sensitive> field) throws IOException {
        String masked = field.map(kind -> kind.mask(value)).orElseGet(() -> Masking.text(value));
        if (masked.equals(value)) {
            generator.writeRawValue(value);
        } else {
            generator.writeString(masked);
        }
    }
}
