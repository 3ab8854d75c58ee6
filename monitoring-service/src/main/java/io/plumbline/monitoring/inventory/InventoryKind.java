package io.plumbline.monitoring.inventory;

/// Kinds of registered assets.
enum InventoryKind {
    MODEL,
    PROMPT
}
