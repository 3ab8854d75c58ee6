/// Human panels: annotators label answers blind, and their labels become evidence.
@NullMarked
package io.plumbline.eval.panel;

import org.jspecify.annotations.NullMarked;
