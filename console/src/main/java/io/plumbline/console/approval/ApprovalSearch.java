package io.plumbline.console.approval;

import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds approvals by id, and by the resource that they permit to change.
@Component
class ApprovalSearch implements SearchSource {

    private static final int MOST = 200;

    private final ApprovalClient approvals;

    ApprovalSearch(ApprovalClient approvals) {
        this.approvals = approvals;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.APPROVAL_READ).isEmpty()) {
            return List.of();
        }
        return approvals.list(null, null, MOST, null).items().stream()
                .filter(approval -> approval.id().toString().equals(text)
                        || approval.resourceId().startsWith(text))
                .map(approval -> new Hit(
                        "Approval",
                        approval.title(),
                        "/approvals/" + approval.id(),
                        approval.team() + " · " + approval.state()))
                .toList();
    }
}
