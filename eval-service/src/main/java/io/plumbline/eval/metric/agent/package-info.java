/// Metrics of tool calls and conversations. Plain Java without Spring.
@NullMarked
package io.plumbline.eval.metric.agent;

import org.jspecify.annotations.NullMarked;
