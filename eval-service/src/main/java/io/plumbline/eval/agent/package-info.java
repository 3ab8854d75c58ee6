/// Conversations of a system with a scripted or simulated user and mocked tools.
@NullMarked
package io.plumbline.eval.agent;

import org.jspecify.annotations.NullMarked;
