/// Who decides on an approval, and whether two deciders are one person.
@NullMarked
package io.plumbline.governance.approval.decider;

import org.jspecify.annotations.NullMarked;
