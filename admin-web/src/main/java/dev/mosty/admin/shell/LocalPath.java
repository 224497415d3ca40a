package dev.mosty.admin.shell;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address to go to that came from outside: only pages of ours, so that nobody is led astray after the login. */
public final class LocalPath {
    private static final Pattern OURS =
            Pattern.compile("/(admin|workplace)(/[A-Za-z0-9_-]+)*(\\?[A-Za-z0-9_=&%.+-]*)?");
    private static final int LONGEST = 500;

    private LocalPath() {}

    /** The address, or the first page if it is none of ours. */
    public static String of(@Nullable String address) {
        return address != null
                        && address.length() <= LONGEST
                        && OURS.matcher(address).matches()
                ? address
                : "/admin";
    }
}
