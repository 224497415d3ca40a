package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.delivery.Outcome.Pause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands that do not depend on one another: in batches, several under way at once, each as large as the
 * portal does in half of its time limit. A batch never stops at an error, since nothing in it refers to another of its
 * results: such a reference to a failed command hits record 1 ({@code facts/bitrix24.md §1.4}).
 */
final class Batches {
    /** One takes many seconds there: fewer would not come to two requests a second. */
    private static final int AT_ONCE = 8;

    private static final int FULL_BUCKETS = 4;
    static final Duration AFTER_FULL_BUCKET = Duration.ofSeconds(1);
    /** Failures of the other side in a row that are taken for bad luck; the next one rests the whole channel. */
    private static final int BAD_LUCK = 2;

    private final PortalApi api;
    private final MethodTimes times;
    private final int most;
    private final AtomicInteger failures;
    private final Courier courier;
    private final BatchReply reply;
    /** Set once an answer was about no command in particular: the rest is not sent. */
    private volatile @Nullable Pause halted;

    /** @param failures in a row, over errands */
    Batches(PortalApi api, MethodTimes times, int most, AtomicInteger failures, Courier courier) {
        this.api = api;
        this.times = times;
        this.most = most;
        this.failures = failures;
        this.courier = courier;
        this.reply = new BatchReply(times);
    }

    /** The result of each command by its label. */
    Map<String, CommandResult> send(Collection<Command> commands) throws LeaseLost, InterruptedException {
        var results = new ConcurrentHashMap<String, CommandResult>();
        var rest = new ArrayDeque<>(commands);
        // What nothing is known of goes first and alone: it tells how many the next ones may carry.
        while (!rest.isEmpty() && !times.measured(rest.getFirst().method()) && halted == null) {
            carryOut(take(rest), results);
        }
        inParallel(rest, results);
        return results;
    }

    private List<Command> take(ArrayDeque<Command> rest) {
        synchronized (rest) {
            return Packing.next(rest, most, times::seconds);
        }
    }

    private void inParallel(ArrayDeque<Command> rest, Map<String, CommandResult> results)
            throws LeaseLost, InterruptedException {
        var lost = new AtomicReference<@Nullable LeaseLost>();
        var workers = Math.min(AT_ONCE, rest.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.invokeAll(Collections.nCopies(workers, () -> {
                for (var request = take(rest); !request.isEmpty() && lost.get() == null; request = take(rest)) {
                    try {
                        carryOut(request, results);
                    } catch (LeaseLost e) {
                        lost.set(e);
                    }
                }
                return true;
            }));
            for (var worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        var why = lost.get();
        if (why != null) {
            throw why;
        }
    }

    private void carryOut(List<Command> request, Map<String, CommandResult> results)
            throws LeaseLost, InterruptedException {
        var rests = halted;
        if (rests != null) {
            all(request, new CommandResult.NotDone(rests), results);
            return;
        }
        var affordable = request.stream()
                .filter(command -> {
                    var granted = times.reserve(command.method());
                    if (!granted) {
                        results.put(command.label(), reply.outOfTime(command));
                    }
                    return granted;
                })
                .toList();
        if (!affordable.isEmpty()) {
            read(affordable, ask(affordable), results);
        }
    }

    /** A full bucket refuses before anything is done, so it may be asked again; somebody else may be filling it, too. */
    private Answer ask(List<Command> request) throws LeaseLost, InterruptedException {
        var answer = once(request);
        for (int full = 1; full < FULL_BUCKETS && answer instanceof Answer.TooMany; full++) {
            Thread.sleep(AFTER_FULL_BUCKET.multipliedBy(full));
            answer = once(request);
        }
        return answer;
    }

    private Answer once(List<Command> request) throws LeaseLost {
        if (isAlone(request)) {
            return api.call(
                    courier, request.getFirst().method(), request.getFirst().parameters());
        }
        var body = JsonNodeFactory.instance.objectNode().put("halt", 0);
        var lines = body.putObject("cmd");
        request.forEach(command -> lines.put(command.label(), command.line()));
        return api.call(courier, Methods.BATCH, body);
    }

    private static boolean isAlone(List<Command> request) {
        return request.size() == 1 && request.getFirst().alone();
    }

    private void read(List<Command> request, Answer answer, Map<String, CommandResult> results) {
        switch (answer) {
            case Answer.Taken(var result, var time) -> {
                failures.set(0);
                if (isAlone(request)) {
                    times.learn(request.getFirst().method(), time);
                    results.put(request.getFirst().label(), new CommandResult.Taken(result, OptionalInt.empty()));
                } else {
                    request.forEach(command -> results.put(command.label(), reply.of(command, result)));
                }
            }
            case Answer.Refused(String code, String description) -> {
                release(request);
                if (isAlone(request)) {
                    failures.set(0);
                    all(request, new CommandResult.Refused(code, description), results);
                } else {
                    halt(request, answer, results);
                }
            }
            case Answer.OutOfTime() -> {
                release(request);
                if (isAlone(request)) {
                    times.exhausted(request.getFirst().method());
                    results.put(request.getFirst().label(), reply.outOfTime(request.getFirst()));
                } else {
                    halt(request, answer, results);
                }
            }
            case Answer.Unknown(String why, Duration left) -> {
                release(request);
                if (left.isPositive()) {
                    request.stream().map(Command::method).distinct().forEach(times::tooSlow);
                }
                var before = failures.getAndIncrement();
                if (before >= BAD_LUCK) {
                    halted = Pauses.of(answer, before);
                }
                all(request, new CommandResult.Unknown(why, left), results);
            }
            case Answer.Unreachable ignored -> failed(request, answer, results);
            case Answer.TooMany ignored -> failed(request, answer, results);
            case Answer.Blocked ignored -> failed(request, answer, results);
            case Answer.Unauthorized ignored -> failed(request, answer, results);
            case Answer.Forbidden ignored -> failed(request, answer, results);
            case Answer.Elsewhere ignored -> failed(request, answer, results);
        }
    }

    private void failed(List<Command> request, Answer answer, Map<String, CommandResult> results) {
        release(request);
        halt(request, answer, results);
    }

    private void halt(List<Command> request, Answer answer, Map<String, CommandResult> results) {
        var pause = Pauses.of(answer, failures.getAndIncrement());
        halted = pause;
        all(request, new CommandResult.NotDone(pause), results);
    }

    private void release(List<Command> request) {
        request.forEach(command -> times.release(command.method()));
    }

    private static void all(List<Command> request, CommandResult result, Map<String, CommandResult> results) {
        request.forEach(command -> results.put(command.label(), result));
    }
}
