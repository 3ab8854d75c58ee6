package io.plumbline.eval.panel;

import io.plumbline.eval.panel.ledger.AssignmentStore;
import io.plumbline.eval.panel.ledger.Panel;
import io.plumbline.eval.panel.result.PanelResults;
import java.util.List;
import org.springframework.stereotype.Component;

/// What labels become: progress, results, decisions on disputed items, and the end of a panel.
@Component
record PanelEvidence(
        AssignmentStore assignments, PanelResults results, Adjudications adjudications, PanelClosing closing) {

    List<AssignmentStore.Progress> progress(Panel panel) {
        return assignments.progress(panel.name());
    }
}
