/// The sources of connectors: how documents are listed and read in each, and what the operator allows.
@NullMarked
package io.plumbline.registry.knowledge.connector.source;

import org.jspecify.annotations.NullMarked;
