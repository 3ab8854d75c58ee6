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

/// Configures baselines. The service uses the caller's role, under row-level security. Decisions of
/// governance-service are recorded with the worker role because they are not actions of the caller who happens to
/// read them.
@Configuration(proxyBeanMethods = false)
class BaselineConfiguration {

    @Bean
    BaselineApprovalSync baselineApprovalSync(
            @Worker JdbcClient jdbc,
            @Worker AuditTrail trail,
            @Worker TransactionTemplate transactions,
            GovernanceClient governance,
            JsonMapper json,
            Clock clock) {
        return new BaselineApprovalSync(new BaselineApprovalStore(jdbc, json), governance, trail, transactions, clock);
    }

    @Bean
    BaselineLookup baselineLookup(
            @Worker JdbcClient jdbc,
            @Worker TransactionTemplate transactions,
            BaselineApprovalSync sync,
            JsonMapper json) {
        return new BaselineLookup(new BaselineApprovalStore(jdbc, json), sync, transactions);
    }

    @Bean
    BaselineService baselineService(
            JdbcClient jdbc,
            BaselineApprovalSync sync,
            SuiteCatalog suites,
            GateStore gates,
            GovernanceClient governance,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            UuidV7 ids,
            Clock clock,
            JsonMapper json) {
        return new BaselineService(
                new BaselineApprovalStore(jdbc, json),
                sync,
                suites,
                gates,
                governance,
                trail,
                new BaselineService.Surroundings(new TransactionTemplate(transactions), ids, clock));
    }
}
