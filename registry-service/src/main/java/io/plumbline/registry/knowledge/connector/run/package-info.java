/// The runs of connectors: they list a source, read what is new or changed, and continue where they stopped.
@NullMarked
package io.plumbline.registry.knowledge.connector.run;

import org.jspecify.annotations.NullMarked;
