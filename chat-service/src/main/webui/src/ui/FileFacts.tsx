import { Icon } from './icons';

/** A file's name and one fact about it. The name is text and nothing else, whatever it holds. */
export function FileFacts({ name, fact }: { name: string; fact: string }) {
  return (
    <>
      <Icon name="file" />
      <span class="file-facts">
        {/* Apart from its surroundings, so that marks of direction in it do not reach them. */}
        <bdi class="file-name" title={name}>
          {name}
        </bdi>
        <span class="fine">{fact}</span>
      </span>
    </>
  );
}
