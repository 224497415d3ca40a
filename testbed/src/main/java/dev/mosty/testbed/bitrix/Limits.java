package dev.mosty.testbed.bitrix;

/** Both ceilings of the portal. */
record Limits(Bucket bucket, OperatingTime operating) {

    static Limits on(PortalTime time) {
        return new Limits(new Bucket(time), new OperatingTime(time));
    }

    /** As after ten quiet minutes. */
    void reset() {
        bucket.reset();
        operating.reset();
    }
}
