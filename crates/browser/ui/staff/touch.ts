/** Says now and then that somebody is there. Only that, never what was done. */
import { useEffect } from "preact/hooks";

/** @param pause milliseconds between two calls of `touch`, at least; the first comes `first` milliseconds from now at the earliest */
export function useTouch(there: boolean, { pause, first }: { pause: number; first: number }, touch: () => void): void {
  useEffect(() => {
    if (!there) return;
    let next = Date.now() + first;
    const touched = (): void => {
      const now = Date.now();
      if (now < next) return;
      next = now + pause;
      touch();
    };
    const kinds = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
    for (const kind of kinds) addEventListener(kind, touched, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, touched);
    };
  }, [there]);
}
