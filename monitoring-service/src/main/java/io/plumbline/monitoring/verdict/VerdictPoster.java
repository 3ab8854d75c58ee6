package io.plumbline.monitoring.verdict;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.RolloutVerdict;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.databind.json.JsonMapper;

/// Posts verdicts to the gateway. A verdict is retried until the gateway accepts it, refuses it (409: the
/// rollout has ended or is at another step) or does not know the rollout (404). An unavailable gateway has no
/// other effect. A verdict may be posted twice; the gateway refuses the second. It runs at a fixed rate on its
/// own thread, so a hanging gateway delays nothing else.
@Component
class VerdictPoster {

    private static final Logger log = LoggerFactory.getLogger(VerdictPoster.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final RolloutVerdictStore verdicts;
    private final GatewayClient gateway;
    private final ReentrantLock running = new ReentrantLock();

    VerdictPoster(RolloutVerdictStore verdicts, GatewayClient gateway) {
        this.verdicts = verdicts;
        this.gateway = gateway;
    }

    @Scheduled(fixedRateString = "PT0.25S")
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            Tenancy.asWorker(this::postAll);
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Verdicts wait");
        } finally {
            running.unlock();
        }
    }

    private void postAll() {
        if (!verdicts.hasWork()) {
            return;
        }
        Optional<RolloutVerdictStore.Due> due = verdicts.take();
        while (due.isPresent()) {
            post(due.get());
            due = verdicts.take();
        }
    }

    private void post(RolloutVerdictStore.Due due) {
        try {
            gateway.judge(
                    due.rolloutId(),
                    new RolloutVerdict(due.step(), due.verdict().name(), due.reason(), JSON.readTree(due.evidence())));
            verdicts.answered(due, RolloutVerdictStore.Answer.TAKEN);
            log.atInfo()
                    .addKeyValue("rollout", due.rolloutId())
                    .addKeyValue("verdict", due.verdict())
                    .log("Verdict is taken");
        } catch (RestClientResponseException e) {
            int status = e.getStatusCode().value();
            if (status == NOT_FOUND) {
                verdicts.answered(due, RolloutVerdictStore.Answer.GONE);
            } else if (status == CONFLICT) {
                verdicts.answered(due, RolloutVerdictStore.Answer.REFUSED);
            } else {
                later(due, "answered " + status);
            }
        } catch (ProblemException | RestClientException e) {
            later(due, String.valueOf(e.getMessage()));
        }
    }

    private void later(RolloutVerdictStore.Due due, String reason) {
        verdicts.retry(due);
        log.atWarn()
                .addKeyValue("rollout", due.rolloutId())
                .addKeyValue("attempts", due.attempts())
                .addKeyValue("reason", reason)
                .log("Gateway has not taken a verdict");
    }
}
