package dev.mosty.admin.contacts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file as Russian spreadsheets save it: UTF-8, or UTF-16 with its mark, or windows-1251, which is what
 * Excel means by CSV there. Bytes that are no UTF-8 are hardly ever so by chance.
 */
final class ImportText {
    private static final Charset RUSSIAN = Charset.forName("windows-1251");

    private ImportText() {}

    static String of(byte[] file) {
        String text = decoded(file);
        // PostgreSQL takes no zero byte.
        return text.replace("\0", "");
    }

    private static String decoded(byte[] file) {
        if (startsWith(file, 0xFF, 0xFE) || startsWith(file, 0xFE, 0xFF)) {
            return new String(file, StandardCharsets.UTF_16);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(file, RUSSIAN);
        }
    }

    private static boolean startsWith(byte[] file, int first, int second) {
        return file.length > 1 && (file[0] & 0xFF) == first && (file[1] & 0xFF) == second;
    }
}
