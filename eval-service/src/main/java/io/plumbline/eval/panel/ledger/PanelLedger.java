package io.plumbline.eval.panel.ledger;

import org.springframework.stereotype.Component;

/// The stores of panels.
@Component
public record PanelLedger(PanelStore panels, AssignmentStore assignments, AnnotatorStore annotators) {}
