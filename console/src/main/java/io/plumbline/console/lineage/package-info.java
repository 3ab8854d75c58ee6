/// The lineage of one resource: a drawing, and the same as a table.
@NullMarked
package io.plumbline.console.lineage;

import org.jspecify.annotations.NullMarked;
