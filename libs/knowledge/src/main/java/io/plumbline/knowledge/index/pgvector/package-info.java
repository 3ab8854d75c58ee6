/// The search index of a knowledge base in PostgreSQL, with the extension pgvector.
@NullMarked
package io.plumbline.knowledge.index.pgvector;

import org.jspecify.annotations.NullMarked;
