import { Component, h, type ComponentType, type FunctionComponent } from 'preact';

/** A component that is drawn again only when one of its properties is another. */
export function memo<P extends object>(inner: FunctionComponent<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const now = this.props as Readonly<P>;
      return (Object.keys(next) as (keyof P)[]).some((key) => next[key] !== now[key]);
    }

    override render() {
      return h(inner, this.props as P);
    }
  };
}
