package dev.mosty.testbed.bench;

/** The single-item post that loads the gate: a booking of the usual size (facts/amocrm.md §1), of invented people. */
public final class Posts {

    /** Distinct leads that the posts are about. */
    public static final int LEADS = 20_000;

    /** The first of them; far from those that the simulated clinic has. */
    public static final long FIRST_LEAD = 40_000_001;

    private static final String BODY = """
            [{"status":"booked","bookedAt":"2026-03-05T11:22:33.000Z","name":"Соколова Вера Андреевна","phone":"79000000001",\
            "email":"vera@example.org","checkin":"2026-08-25","checkout":"2026-09-05","money":{"total":@TOTAL@,"paid":59000},\
            "id":90210,"lead_id":"@LEAD@","docNum":41007,"billData":[{"billNum":"70011","billSum":"147966.3",\
            "billPaidSum":"59000"}],"extData":{"guests":[{"fio":"Соколова Вера Андреевна","birthday":"1961-04-12",\
            "stayCount":1,"roomCategory":"Стандарт с балконом","ageGroup":"Взрослый","cure":"Лечение органов дыхания",\
            "uid":"A1B2C3D4E5F60718293A4B5C6D7E8F90","billNum":"70011"}]}}]""";

    private Posts() {}

    /** A booking of that lead; the total makes each post differ from the one before. */
    public static String booking(long lead, long total) {
        return BODY.replace("@LEAD@", Long.toString(lead)).replace("@TOTAL@", Long.toString(total));
    }

    /** The same with its two places unfilled, for a generator in another language. */
    static String template() {
        return BODY;
    }
}
