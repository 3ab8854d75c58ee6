package io.plumbline.eval.gate.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.JudgeDocument;
import io.plumbline.eval.judge.ScriptedJudge;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.kit.tenancy.Tenancy;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.json.JsonMapper;

/// What a gate's judge takes of the database.
class JudgeRunIT {

    /// The pool is for six gates and the heartbeat, without which all of them are let go.
    @Test
    void usesOneConnectionForAllItsThreads() {
        EvalUnderTest eval = EvalUnderTest.shared();
        eval.model("frugal", 100);
        eval.suite("plain", EvalUnderTest.document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.5}]"));
        UUID id = UUID.fromString(
                eval.run(EvalUnderTest.request("plain", "frugal", 1)).path("id").asString());
        Counting counting = new Counting(eval.service.database().dataSource("eval_worker"));
        JdbcClient jdbc = JdbcClient.create(counting);
        JsonMapper json = JsonMapper.shared();
        Gate gate = new GateStore(jdbc, json, Clock.systemUTC()).find(id).orElseThrow();
        RatingStore verdicts = new RatingStore(jdbc, json, Clock.systemUTC());
        eval.registry.model(EvalUnderTest.TEAM, "judge", 1, 0);
        eval.gateway.model("registry:judge@1", call -> ScriptedJudge.rates(call, _ -> 5));

        JudgeRun.Asked asked = new JudgeRun(
                        gate,
                        verdicts,
                        new AnswerStore(jdbc, json),
                        eval.service.bean(ItemJudge.class),
                        new Unlimited(),
                        new RatingKeys("", true, setting(eval), Map.of()))
                .ask(1);

        assertThat(asked.drawn()).isEqualTo(120);
        assertThat(verdicts.all(id, "")).hasSize(120);
        assertThat(counting.most).hasValue(1);
    }

    private static JudgeSetting setting(EvalUnderTest eval) {
        return Tenancy.callAs(
                Set.of(EvalUnderTest.TEAM),
                () -> eval.service
                        .bean(JudgeCatalog.class)
                        .setting(EvalUnderTest.TEAM, document())
                        .orElseThrow());
    }

    private static JudgeDocument document() {
        return new JudgeDocument(EvalUnderTest.TEAM, "relevance@1", "registry:judge@1", 1, null, null);
    }

    /// Sixteen calls at once, and nothing that ends the run.
    private static final class Unlimited implements JudgeCalls {

        private final Semaphore places = new Semaphore(16);

        @Override
        public Standing standing() {
            return Standing.OPEN;
        }

        @Override
        public void expect(int more) {}

        @Override
        public boolean take() throws InterruptedException {
            places.acquire();
            return true;
        }

        @Override
        public void release() {
            places.release();
        }

        @Override
        public <T> T during(Supplier<T> calls) {
            return calls.get();
        }

        @Override
        public void spent(BigDecimal costUsd) {}
    }

    /// Counts how many connections are open at once.
    private static final class Counting extends DelegatingDataSource {

        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            open.decrementAndGet();
                        }
                        return method.invoke(connection, arguments);
                    });
        }
    }
}
