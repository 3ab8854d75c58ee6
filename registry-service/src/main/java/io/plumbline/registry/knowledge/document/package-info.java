/// The documents of knowledge bases: upload, ingestion, decisions about quarantined ones, and deletion.
@NullMarked
package io.plumbline.registry.knowledge.document;

import org.jspecify.annotations.NullMarked;
