/// Analysis for personal data and secrets without a policy: what to find, what to allow, and which of overlapping
/// findings remain.
@NullMarked
package io.plumbline.personaldata.analysis;

import org.jspecify.annotations.NullMarked;
