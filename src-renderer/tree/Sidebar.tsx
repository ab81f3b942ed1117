/** The stores, each a tree. */
export function Sidebar() {
  return (
    <nav className="sidebar" aria-label="Stores" data-region="sidebar">
      <div className="panel-head">
        <h2>Stores</h2>
      </div>
    </nav>
  );
}
