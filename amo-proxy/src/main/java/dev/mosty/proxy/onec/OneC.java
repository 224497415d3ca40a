package dev.mosty.proxy.onec;

import dev.mosty.proxy.onec.OneCSettings.Service;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.web.Call;
import dev.mosty.web.Outbound;
import dev.mosty.web.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * The calls to 1C ({@code facts/telephony-and-1c.md §3}): {@code GET TestRequest} and {@code POST GetSetData} under its
 * base address. They block their thread, a virtual one, and never throw for what happens on the way to 1C.
 */
@Singleton
public class OneC {
    private static final Logger LOG = Logger.getLogger(OneC.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int REPLY_BYTES = 4 << 20;

    /** Answers that nobody waits for any more, and somebody may still ask about. Each keeps a connection. */
    private static final int LATE = 32;

    private final OneCSettings settings;
    private final Outbound outbound;
    private final LastCall last;
    private final Places places;
    private final Breaker breaker = new Breaker();
    private final Semaphore late = new Semaphore(LATE);

    OneC(OneCSettings settings, Outbound outbound, LastCall last, OneCConfig config, MeterRegistry registry) {
        this.settings = settings;
        this.outbound = outbound;
        this.last = last;
        this.places = new Places(config.concurrency());
        Gauge.builder("mosty.onec.breaker.open", breaker, breaker -> breaker.open() ? 1 : 0)
                .description("1 while 1C does not answer and is asked once a second only")
                .register(registry);
    }

    /** {@code TestRequest}. Takes no place: whether 1C is there must be known when all of them are taken, too. */
    public OneCReply test(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Call> call = call(settings::now, service -> Call.get(service.testRequest(), patience));
        return call.isEmpty() ? nowhere() : judged(twice(call.get(), end), end, OneCAnswer::readTest);
    }

    /**
     * {@code GetSetData} for something that may be asked twice: if the connection breaks, once more over another, since
     * a kept one may be dead without anybody knowing.
     *
     * @param patience for everything: a place, and the whole answer
     */
    public OneCReply ask(byte[] json, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<OneCReply> refusal = enter(end);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            Optional<Call> call = call(settings::current, service -> getSetData(service, json, left(end)));
            return call.isEmpty() ? nowhere() : judged(twice(call.get(), end), end, OneCAnswer::read);
        } finally {
            places.leave();
        }
    }

    /**
     * {@code GetSetData} for something that must not happen twice: once, over a connection of its own. An answer that
     * comes after the patience is still waited for, without a place, if not too many are.
     *
     * @param patience for a place and the whole answer
     * @param longest how long the answer is waited for at all
     * @param whenLate runs once the patience is over and the answer is still waited for
     */
    public OneCReply order(byte[] json, Duration patience, Duration longest, Runnable whenLate)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long veryEnd = System.nanoTime() + longest.toNanos();
        Optional<OneCReply> refusal = enter(end);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Call> call;
        Errand errand;
        Optional<Reply> inTime;
        try {
            call = call(
                    settings::now,
                    service -> getSetData(service, json, left(veryEnd)).overFreshConnection());
            if (call.isEmpty()) {
                return nowhere();
            }
            errand = new Errand(outbound, call.get());
            inTime = errand.await(left(end));
        } finally {
            places.leave();
        }
        if (inTime.isPresent()) {
            return judged(inTime.get(), end, OneCAnswer::read);
        }
        noted("no whole answer in time");
        if (!late.tryAcquire()) {
            errand.giveUp();
            return new OneCReply.TooSlow();
        }
        try {
            whenLate.run();
            return judged(errand.await(), veryEnd, OneCAnswer::read);
        } finally {
            late.release();
        }
    }

    /** Empty once a place is ours, which must be left then. */
    private Optional<OneCReply> enter(long end) throws InterruptedException {
        if (!breaker.enter(left(end))) {
            return Optional.of(new OneCReply.Unreachable("it did not answer the calls before"));
        }
        return places.enter(left(end)) ? Optional.empty() : Optional.of(new OneCReply.Busy());
    }

    private Reply twice(Call call, long end) {
        Reply reply = outbound.send(call);
        boolean again = reply instanceof Reply.Unknown && left(end).toMillis() > 0;
        return again ? outbound.send(call.within(left(end)).overFreshConnection()) : reply;
    }

    private static Optional<Call> call(Supplier<Optional<Service>> where, Function<Service, Call> what) {
        try {
            return where.get()
                    .map(service -> what.apply(service)
                            .connectWithin(CONNECT)
                            .maxReplyBytes(REPLY_BYTES)
                            .header("Authorization", service.authorization())
                            .header("Accept", "application/json, text/plain"));
        } catch (JdbiException | CannotOpen e) {
            LOG.warnf("1C cannot be called: %s", DatabaseFault.of(e));
            return Optional.empty();
        }
    }

    private static Call getSetData(Service service, byte[] json, Duration deadline) {
        return Call.of("POST", service.getSetData(), json, deadline)
                .header("Content-Type", "application/json; charset=utf-8");
    }

    private interface Reading {
        OneCReply read(int status, String contentType, byte[] body);
    }

    private OneCReply judged(Reply reply, long end, Reading reading) {
        return switch (reply) {
            case Reply.Answered answered -> {
                answered();
                yield reading.read(
                        answered.status(), answered.header("Content-Type").orElse(""), answered.body());
            }
            case Reply.TooLarge ignored -> {
                answered();
                yield new OneCReply.Strange("an answer of more than " + REPLY_BYTES + " bytes");
            }
            case Reply.NotSent(String why) -> {
                noted(why);
                yield new OneCReply.Unreachable(why);
            }
            case Reply.Unknown(String why) -> {
                noted(why);
                yield left(end).toMillis() > 0 ? new OneCReply.Broken(why) : new OneCReply.TooSlow();
            }
        };
    }

    private void answered() {
        breaker.answered();
        last.ended("");
    }

    private void noted(String trouble) {
        breaker.failed();
        last.ended(trouble);
    }

    private static OneCReply nowhere() {
        return new OneCReply.Unreachable("the settings of 1C cannot be read or are no address");
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
