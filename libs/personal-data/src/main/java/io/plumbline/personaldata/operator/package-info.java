/// Replacements for findings in a text: the operators as data, and the transformations behind them. Knows nothing
/// of policies and conversations.
@NullMarked
package io.plumbline.personaldata.operator;

import org.jspecify.annotations.NullMarked;
