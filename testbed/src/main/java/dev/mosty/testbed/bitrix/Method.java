package dev.mosty.testbed.bitrix;

/** One of the portal's methods. */
@FunctionalInterface
interface Method {
    Outcome call(Params params);
}
