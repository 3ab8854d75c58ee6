/// When a question asks for a tool, and JSON that fits a schema.
@NullMarked
package io.plumbline.simulator.tool;

import org.jspecify.annotations.NullMarked;
