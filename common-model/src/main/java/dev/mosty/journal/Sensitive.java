package dev.mosty.journal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a field's name says about its value, and how much of the value may be shown. */
enum Sensitive {
    SECRET {
        @Override
        String mask(String value) {
            return value.isEmpty() ? "" : Masking.HIDDEN;
        }
    },
    /** The last two digits stay, so that a receptionist recognises a number that she has before her. */
    PHONE {
        @Override
        String mask(String value) {
            String digits = value.replaceAll("\\D", "");
            return digits.length() < 5 ? SECRET.mask(value) : Masking.HIDDEN + digits.substring(digits.length() - 2);
        }
    },
    /** One end of a call: a client's number is masked as a phone, an employee's extension stays. */
    PARTY {
        @Override
        String mask(String value) {
            return EXTENSION.matcher(value).matches() ? value : PHONE.mask(value);
        }
    },
    /** The initials stay. */
    NAME {
        @Override
        String mask(String value) {
            String initials = WORD.matcher(value)
                    .results()
                    .limit(4)
                    .map(word -> word.group().substring(0, word.group().offsetByCodePoints(0, 1)) + ".")
                    .collect(Collectors.joining(" "));
            return initials.isEmpty() ? SECRET.mask(value) : initials;
        }
    };

    /** Programs name the same fields again and again. What hostile ones name must not fill the memory. */
    private static final ConcurrentMap<String, Optional<Sensitive>> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 1_000;

    private static final Pattern EXTENSION = Pattern.compile("\\d{1,4}");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’-]*+");

    private static final Set<String> SECRETS = Set.of(
            "code",
            "authcode",
            "auth",
            "authorization",
            "cookie",
            "setcookie",
            "pass",
            "pwd",
            "login",
            "sign",
            "signature",
            "jwt",
            "session",
            "hash",
            "address",
            "passport",
            "snils",
            "mail",
            "пароль",
            "токен",
            "почта",
            "паспорт",
            "снилс",
            "адрес");
    private static final Pattern SECRET_PART =
            Pattern.compile("token|password|passwd|secret|apikey|email|birth|рожден|authcode");

    private static final Set<String> PHONES = Set.of("tel", "fax", "callerid", "msisdn", "телефон", "тел");
    private static final Pattern PHONE_PART = Pattern.compile("phone|mobile|телефон");

    private static final Set<String> PARTIES = Set.of("srcnum", "dstnum");

    private static final Set<String> NAMES = Set.of(
            "name",
            "fio",
            "firstname",
            "lastname",
            "middlename",
            "secondname",
            "surname",
            "patronymic",
            "fullname",
            "clientname",
            "customername",
            "patientname",
            "contactname",
            "guestname",
            "customer",
            "client",
            "patient",
            "guest",
            "фио",
            "имя",
            "фамилия",
            "отчество",
            "клиент",
            "пациент");

    abstract String mask(String value);

    /** Case and separators do not matter: {@code DateofBirth}, {@code date_of_birth} and {@code Date-Of-Birth}. */
    static Optional<Sensitive> of(String field) {
        if (field.length() > 200) {
            return Optional.of(SECRET);
        }
        Optional<Sensitive> known = KNOWN.get(field);
        if (known != null) {
            return known;
        }
        Optional<Sensitive> found = find(field);
        if (KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(field, found);
        }
        return found;
    }

    private static Optional<Sensitive> find(String field) {
        String name = field.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        if (PHONES.contains(name) || PHONE_PART.matcher(name).find()) {
            return Optional.of(PHONE);
        }
        if (PARTIES.contains(name)) {
            return Optional.of(PARTY);
        }
        if (SECRETS.contains(name) || SECRET_PART.matcher(name).find()) {
            return Optional.of(SECRET);
        }
        return NAMES.contains(name) ? Optional.of(NAME) : Optional.empty();
    }
}
