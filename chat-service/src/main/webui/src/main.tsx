import { render } from 'preact';
import { startAuth } from './auth/auth';
import './styles/base.css';
import './styles/controls.css';
import './styles/dialog.css';
import './styles/shell.css';
import './styles/sidebar.css';
import './styles/menu.css';
import './styles/conversation.css';
import './styles/composer.css';
import './styles/files.css';
import './styles/markdown.css';
import './styles/code.css';
import { App } from './ui/App';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
void startAuth();
