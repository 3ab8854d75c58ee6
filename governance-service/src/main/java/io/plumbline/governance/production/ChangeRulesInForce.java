package io.plumbline.governance.production;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.ChangeRules.Rule;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The table of production changes of this installation. It is configuration and changes only on a restart. A
/// changed table is written to the audit log before this service accepts requests, and wakes the following
/// services. If several replicas start with the same table, one writes it.
@Service
public class ChangeRulesInForce implements SmartInitializingSingleton {

    private final ChangeRules rules;
    private final JdbcClient jdbc;
    private final Changes changes;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    ChangeRulesInForce(
            ChangeRuleProperties properties,
            JdbcClient jdbc,
            Changes changes,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.rules = properties.table();
        this.jdbc = jdbc;
        this.changes = changes;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
    }

    public ChangeRules rules() {
        return rules;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Tenancy.callAsPlatform(() -> transactions.execute(_ -> {
            announce();
            return Boolean.TRUE;
        }));
    }

    private void announce() {
        Map<String, Object> table = new TreeMap<>();
        for (ChangeKind kind : ChangeKind.values()) {
            Rule rule = rules.of(kind);
            table.put(
                    kind.name(),
                    Map.of(
                            "refused", rule.refused(),
                            "gate", rule.gate(),
                            "approvers", List.copyOf(rule.approvers())));
        }
        int written = jdbc.sql("""
                        insert into change_rules (digest) values (?)
                        on conflict (id) do update set digest = excluded.digest
                        where change_rules.digest <> excluded.digest
                        """).param(ServedConfiguration.digestOf(table)).update();
        if (written > 0) {
            changes.next();
            audit.append(
                    AuditEntry.of(ProductionAction.CHANGE_RULES, Caller.PLATFORM_TEAM, "change-rules", "production")
                            .with("rules", table));
        }
    }
}
