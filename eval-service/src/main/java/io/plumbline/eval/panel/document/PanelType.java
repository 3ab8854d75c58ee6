package io.plumbline.eval.panel.document;

/// The kinds of tasks of annotators.
public enum PanelType {
    /// Score one answer by each criterion.
    SINGLE,
    /// Prefer one of two answers by each criterion, or neither.
    PAIRWISE,
    /// Rank three to five answers by each criterion.
    RANKING
}
