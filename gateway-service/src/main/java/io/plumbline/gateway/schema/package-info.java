/// JSON Schemas that clients give for answers, and whether answers fit them, within bounds that nobody's
/// schema breaks.
@NullMarked
package io.plumbline.gateway.schema;

import org.jspecify.annotations.NullMarked;
