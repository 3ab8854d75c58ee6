/// Connectors, which keep a knowledge base current with a source of documents.
@NullMarked
package io.plumbline.registry.knowledge.connector;

import org.jspecify.annotations.NullMarked;
