/// The selection of tools for a question, and JSON that fits a schema.
@NullMarked
package io.plumbline.simulator.tool;

import org.jspecify.annotations.NullMarked;
