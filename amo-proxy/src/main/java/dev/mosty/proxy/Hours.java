package dev.mosty.proxy;

import dev.mosty.proxy.Joined.Run;
import dev.mosty.proxy.onec.OneC;
import dev.mosty.proxy.onec.OneCConfig;
import dev.mosty.proxy.onec.OneCReply;
import jakarta.inject.Singleton;
import java.time.Duration;

/** {@code get_doctor_time}: whoever asks for the same at the same time shares one call to 1C. */
@Singleton
public class Hours {
    private final OneC onec;
    private final Duration patience;
    private final Joined<String, OneCReply> running = Joined.byTheFirst();

    public Hours(OneC onec, OneCConfig config) {
        this.onec = onec;
        this.patience = config.timeout();
    }

    /** What 1C says to it, within {@code ONEC_TIMEOUT}. */
    public OneCReply ask(WidgetRequest request) throws InterruptedException {
        long came = System.nanoTime();
        Run<OneCReply> run = share(request);
        OneCReply reply = await(run, came);
        // What began before this request may have failed before 1C was back: then it asks for itself.
        return run.isOlderThan(came) && hasFailed(reply) ? await(share(request), came) : reply;
    }

    private Run<OneCReply> share(WidgetRequest request) {
        return running.join(request.json(), () -> onec.ask(request.bytes(), patience));
    }

    private OneCReply await(Run<OneCReply> run, long came) throws InterruptedException {
        return run.await(patience.minusNanos(System.nanoTime() - came)).orElseGet(OneCReply.TooSlow::new);
    }

    private static boolean hasFailed(OneCReply reply) {
        return switch (reply) {
            case OneCReply.Good ignored -> false;
            case OneCReply.Refused ignored -> false;
            case OneCReply.Strange ignored -> false;
            case OneCReply.Busy() -> false;
            case OneCReply.Unreachable ignored -> true;
            case OneCReply.Broken ignored -> true;
            case OneCReply.TooSlow() -> true;
        };
    }

    /** A registration changed what is free: whoever asks from now on is told the new hours. */
    public void changed() {
        running.startAfresh();
    }
}
