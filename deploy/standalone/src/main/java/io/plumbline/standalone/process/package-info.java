/// Operating system processes: started in their own sessions, recorded, recognised, restarted, stopped.
@NullMarked
package io.plumbline.standalone.process;

import org.jspecify.annotations.NullMarked;
