package io.plumbline.eval.gate.baseline;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.database.Worker;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts baselines together: the desk works as the caller, under row-level security; what governance decided
/// is written down as the worker, since it is nobody's act who happens to look.
@Configuration(proxyBeanMethods = false)
class BaselineConfiguration {

    @Bean
    BlessingKeeper blessingKeeper(
            @Worker JdbcClient jdbc,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            GovernanceClient governance,
            JsonMapper json,
            Clock clock) {
        return new BlessingKeeper(new BlessingStore(jdbc, json), governance, trail, transactions, clock);
    }

    @Bean
    BaselineBook baselineBook(
            @Worker JdbcClient jdbc, @Worker TransactionTemplate transactions, BlessingKeeper keeper, JsonMapper json) {
        return new BaselineBook(new BlessingStore(jdbc, json), keeper, transactions);
    }

    @Bean
    BaselineDesk baselineDesk(
            JdbcClient jdbc,
            BlessingKeeper keeper,
            SuiteCatalog suites,
            GateStore gates,
            GovernanceClient governance,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            UuidV7 ids,
            Clock clock,
            JsonMapper json) {
        return new BaselineDesk(
                new BlessingStore(jdbc, json),
                keeper,
                suites,
                gates,
                governance,
                trail,
                new BaselineDesk.Surroundings(new TransactionTemplate(transactions), ids, clock));
    }
}
