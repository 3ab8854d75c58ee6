/// What can be read of a gate: JSON, Markdown and JUnit XML.
@NullMarked
package io.plumbline.eval.gate.report;

import org.jspecify.annotations.NullMarked;
