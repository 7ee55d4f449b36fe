var N,yt,pr,X,Ve,Te,bt,ke,kt,Ue,We,_t,de=Symbol.for("pv"),Ee={},Se=[],mr=/^m(i|n|o|s|text|space)$/,Be=Array.isArray,vt=Se.slice,ee=Object.assign;function J(t){t&&t.parentNode&&t.remove()}function _e(t,e,n,o,a){var s={type:t,props:e,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:de,__v:a||++yt,__i:-1,__u:0};return!a&&N.vnode&&N.vnode(s),s}function S(t){return t.children}function ve(t,e){this.props=t,this.context=e,this.__g=0}function Q(t,e){if(e==null)return t.__&&Q(t.__,t.__i+1);for(var n;e<t.__k.length;e++)if((n=t.__k[e])&&n.__e)return n.__e;return typeof t.type!="function"||t.props.__P?null:Q(t)}function hr(t){var e,n=t.__v,o=n.__e,a=[],s=[],l=t.__P;l&&((e=ee({constructor:de},n)).__v=n.__v+1,N.vnode&&N.vnode(e),je(l,e,n,t.__n,l.namespaceURI,32&n.__u?[o]:null,a,o||Q(n),32&n.__u,s),e.__v=n.__v,e.__.__k[e.__i]=e,Nt(a,e,s),n.__=n.__e=null,e.__e!=o&&xt(e))}function xt(t){if((t=t.__)&&t.__c&&!t.props.__P)return t.__e=null,t.__k.some(function(e){return e&&(t.__e=e.__e)}),xt(t)}function ze(t){(8&t.__g||(t.__g|=8,X.push(t),Te++))&&Ve==N.debounceRendering||((Ve=N.debounceRendering)||queueMicrotask)(Tt)}function Tt(){try{for(var t,e=1;X.length;)X.length>e&&X.sort(bt),t=X.shift(),e=X.length,8&t.__g&&hr(t)}finally{(Te=X.length)&&(Ve||queueMicrotask)(Tt)}}function Et(t,e,n,o,a,s,l,c,d,f,u){var g,h,i,m,v,x,w=o.__k||Se,T=e.length;for(d=gr(n,e,w,d,T),g=0;g<T;g++)(i=n.__k[g])!=null&&(h=~i.__i&&w[i.__i]||Ee,i.__i=g,x=je(t,i,h,a,s,l,c,d,f,u),m=i.__e,(h.ref!=i.ref||8&h.__u)&&(h.ref&&qe(h.ref,null,i,h),i.ref&&u.push(i.ref,i.__c||m,i)),v=v||m,4&i.__u?(d=St(i,d,t,!h.__v),h.__e&&(h.__e=null)):typeof i.type=="function"&&x!==void 0?d=x:m&&(d=m.nextSibling),i.__u&=-21);return n.__e=v,d}function gr(t,e,n,o,a){var s,l,c,d,f,u,g,h,i,m=n.length,v=m,x=0,w=0,T=t.__k=Array(a);for(s=0;s<a;s++)(l=e[s])!=null&&typeof l!="boolean"&&typeof l!="function"?(typeof l!="object"||l.constructor===String?l=T[s]=_e(null,l):Be(l)?l=T[s]=_e(S,{children:l}):l.constructor===de&&l.__b?l=T[s]=_e(l.type,l.props,l.key,l.ref,l.__v):T[s]=l,d=s+x,l.__=t,l.__b=t.__b+1,c=null,~(f=l.__i=wr(l,n,d,v))&&(v--,(c=n[f])&&(c.__u|=2)),c&&c.__v?(l.__u|=16,f==d-1?x--:f==d+1?x++:f!=d&&(f>d?x--:x++,w=1)):(~f||(a>m?x--:a<m&&x++),typeof l.type!="function"&&(l.__u|=4))):T[s]=null;if(w){for(u=[],g=[],s=0;s<a;s++)if((l=T[s])&&16&l.__u){for(x=0,h=u.length;x<h;)u[i=x+h>>1]<l.__i?x=i+1:h=i;u[x]=l.__i,g[s]=x+1}for(x=u.length;s--;)g[s]&&(g[s]==x?x--:T[s].__u|=4)}if(v)for(s=0;s<m;s++)!(c=n[s])||2&c.__u||(c.__e==o&&(o=Q(c)),He(c,c));return o}function St(t,e,n,o){var a,s,l,c;if(typeof t.type=="function"){if(t.props.__P)return e;if(a=t.__k)for(s=0;s<a.length;s++)a[s]&&(a[s].__=t,e=St(a[s],e,n,!1));return e}for(e&&!e.parentNode&&(e=Q(t))&&!e.parentNode&&(e=null),l=t.__e,c=e;c&&c.nodeType==8;)c=c.nextSibling;for(l!=c&&(!o&&n.moveBefore&&l.parentNode?n.moveBefore(l,e):n.insertBefore(l,e||null)),e=l;(e=e&&e.nextSibling)&&e.nodeType==8&&!e.data.startsWith("$s"););return e}function wr(t,e,n,o){var a,s=t.key,l=t.type,c=e[n],d=c&&!(2&c.__u);if(c===null&&s==null||d&&s==c.key&&l==c.type)return n;if(o>(d?1:0)){for(a=n-1;a>=0;a--)if((c=e[a])&&!(2&c.__u)&&s==c.key&&l==c.type)return a;for(a=n+1;a<e.length;a++)if((c=e[a])&&!(2&c.__u)&&s==c.key&&l==c.type)return a}return-1}function wt(t,e,n){n==null&&(n=""),e[0]=="-"?t.setProperty(e,n):t[e]=n}function be(t,e,n,o,a){var s,l;if(e=="style")if(typeof n=="string")t.style.cssText=n;else{if(typeof o=="string"&&(t.style.cssText=o=""),o)for(e in o)n&&e in n||wt(t.style,e);if(n)for(e in n)o&&n[e]==o[e]||wt(t.style,e,n[e])}else if(e[0]=="o"&&e[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(t.__e||(t.__e={}))[e]=n,n&&o||(l=We[e]||(We[e]=yr(e)),(t.__a||(t.__a={}))[e]=Ue,s=e!=(e=e.replace(kt,"$1")),(e=e.slice(2))[0]<"a"&&(e=e.toLowerCase()),n?t.addEventListener(e,l,s):t.removeEventListener(e,l,s));else{if(a=="http://www.w3.org/2000/svg")e=e.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(e!="width"&&e!="height"&&e!="href"&&e!="list"&&e!="form"&&e!="tabIndex"&&e!="download"&&e!="rowSpan"&&e!="colSpan"&&e!="role"&&e!="popover"&&e in t)try{return void(t[e]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&e[4]!="-"?t.removeAttribute(e):t.setAttribute(e,e=="popover"&&n==1?"":n)}}function yr(t){return function(e){var n=this.__e;if(n){if(n=n[t],e[ke]==null)e[ke]=Ue++;else if(e[ke]<this.__a[t])return;return n(N.event?N.event(e):e)}}}function je(t,e,n,o,a,s,l,c,d,f){var u,g,h,i,m,v,x,w,T,E,_,P,W,R,$,p,k,C,L=e.type;if(e.constructor!==de)return null;128&n.__u&&(d=32&n.__u,u=n.__c.__z)&&(e.__u|=d,g=s=[],u.nodeType==8?c=xe(u,s):s.push(u),c=s[0]||c),(u=N.__b)&&u(e);e:if(typeof L=="function"){h=l.length;try{if(w=e.props,T=(u=L.prototype)&&u.render,E=(u=L.contextType)&&o[u.__c],_=u?E?E.props.value:u.__:o,(i=n.__c)?(e.__c=i,2&i.__g&&(i.__g|=1)):(T?e.__c=i=new L(w,_):(e.__c=i=new ve(w,_),i.constructor=L,i.render=kr),E&&E.sub(i),i.state||(i.state={}),i.__n=o,i.__g|=8,i.__h=[],i.__k=[]),T&&(i.__s||(i.__s=i.state),L.getDerivedStateFromProps&&(i.__s==i.state&&(i.__s=ee({},i.__s)),ee(i.__s,L.getDerivedStateFromProps(w,i.__s)))),m=i.props,v=i.state,i.__v=e,n.__c){if(w!==m&&T&&!L.getDerivedStateFromProps&&i.componentWillReceiveProps&&i.componentWillReceiveProps(w,_),e.__v==n.__v&&!(8&i.__g)||!(4&i.__g)&&i.shouldComponentUpdate&&i.shouldComponentUpdate(w,i.__s,_)===!1){e.__v!=n.__v&&(i.props=w,i.state=i.__s,i.__g&=-9),e.__e=n.__e,e.__k=n.__k,e.__k.some(function(M){M&&(M.__=e)}),Se.push.apply(i.__h,i.__k),i.__k=[],i.__h.length&&l.push(i),c=Q(n);break e}i.componentWillUpdate&&i.componentWillUpdate(w,i.__s,_),T&&i.componentDidUpdate&&i.__h.push(function(){i.componentDidUpdate(m,v,x)})}else T&&!L.getDerivedStateFromProps&&i.componentWillMount&&i.componentWillMount(),T&&i.componentDidMount&&i.__h.push(i.componentDidMount);i.context=_,i.props=w,i.__P=t,i.__g&=-5,P=N.__r,W=T?25:0;do i.__g&=-9,P&&P(e),u=i.render(i.props,i.state=i.__s,i.context);while(8&i.__g&&++W<25);T&&(Se.push.apply(i.__h,i.__k),i.__k=[]),i.state=i.__s,i.getChildContext&&(o=ee({},o,i.getChildContext())),T&&n.__c&&i.getSnapshotBeforeUpdate&&(x=i.getSnapshotBeforeUpdate(m,v)),R=u&&u.type===S&&u.key==null?u.props.children:u,w.__P&&(u=c,a=(t=w.__P).namespaceURI,d=s=null,n.props&&n.props.__P!=t&&(n.__k.some(function(M){M&&He(M,M)}),n.__k=null),c=n.__k?Q(n,0):null),c=Et(t,Be(R)?R:[R],e,n,o,a,s,l,c,d,f),w.__P&&(e.__e=null,c=u),e.__u&=-161,g&&g.some(J),i.__h.length&&l.push(i),1&i.__g&&(i.__g&=-4)}catch(M){if(l.length=h,e.__v=null,d||s)if(M&&M.then){if(e.__u|=128|d,s){for(~(k=s.indexOf(c||void 0))||(k=s.length);(C=s[k-1])&&C.nodeType==8;)k--;for(;k<s.length;k++)if(C=s[k])if(s[k]=null,$){if(C==p)break}else{if(C.nodeType!=8)break;C.data.startsWith("$s")&&(p=xe($=C))}}if(!$){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;$=c}(u=xe($=e.__c.__z||(e.__c.__z=$)))?(e.__e=$,c=u):e.__e=c,c=c&&c.nextSibling}else s&&s.some(J);else e.__e=n.__e;e.__k||(e.__k=n.__k||[]),M&&M.then||Ct(e),N.__e(M,e,n)}}else c=e.__e=br(n.__e,e,n,o,a,s,l,d,f,t);return(u=N.diffed)&&u(e),c}function xe(t,e){if(t&&t.nodeType==8&&t.data.startsWith("$s"))for(var n=1;t=t.nextSibling;){if(t.nodeType==8){if(t.data.startsWith("$s"))n++;else if(t.data.startsWith("/$s")&&!--n)return t}e&&e.push(t)}}function Ct(t){t&&(t.__c&&(t.__c.__g|=4),t.__k&&t.__k.some(Ct))}function Nt(t,e,n){for(var o=0;o<n.length;)qe(n[o++],n[o++],n[o++]);N.__c&&N.__c(e,t),t.some(function(a){try{t=a.__h,a.__h=[],t.some(function(s){s.call(a)})}catch(s){N.__e(s,a.__v)}})}function br(t,e,n,o,a,s,l,c,d,f){var u,g,h,i,m,v,x,w,T=n.props||Ee,E=e.props,_=e.type;if(_=="svg"?a="http://www.w3.org/2000/svg":_=="math"?a="http://www.w3.org/1998/Math/MathML":a||(a="http://www.w3.org/1999/xhtml"),s){for(u=0;u<s.length;u++)if((m=s[u])&&(_?m.localName==_:m.nodeType==3)){t=m,s[u]=null;break}}if(!t){if(w=f.ownerDocument||document,!_)return w.createTextNode(E);t=w.createElementNS(a,_,E.is?E:f),c&&(N.__m&&N.__m(e,s),c=!1),s=null}if(_){if(f=_=="template"&&t.content||t,s=_=="textarea"&&E.defaultValue!=null?null:s&&vt.call(f.childNodes),!c&&s)for(T={},u=0;u<t.attributes.length;u++)T[(m=t.attributes[u]).name]=m.value;for(u in T)m=T[u],u=="dangerouslySetInnerHTML"?h=m:u=="children"||u in E||u=="value"&&"defaultValue"in E||u=="checked"&&"defaultChecked"in E||be(t,u,null,m,a);for(u in E)m=E[u],u=="children"?i=m:u=="dangerouslySetInnerHTML"?g=m:u=="value"?v=m:u=="checked"?x=m:c&&typeof m!="function"||T[u]===m||be(t,u,m,T[u],a);g?(c||h&&(g.__html==h.__html||g.__html==t.innerHTML)||(t.innerHTML=g.__html),e.__k=[]):(h&&(t.textContent=""),(_=="foreignObject"||a=="http://www.w3.org/1998/Math/MathML"&&mr.test(_))&&(a="http://www.w3.org/1999/xhtml"),Et(f,Be(i)?i:[i],e,n,o,a,s,l,s?s[0]:n.__k&&Q(n,0),c,d),s&&s.some(J)),c&&_!="textarea"||(u="value",_=="progress"&&v==null?t.removeAttribute(u):v==null||v===t[u]&&(_!="progress"||v)||be(t,u,v,T[u],a),u="checked",x!=null&&x!=t[u]&&be(t,u,x,T[u],a))}else T===E||c&&t.data==E||(t.data=E);return t}function qe(t,e,n,o){try{typeof t=="function"?e?e.__x=t(e)||1:o&&(o=o.__c||o.__e)&&(e=o.__x)&&(o.__x=null,typeof e=="function"?e():t(null)):t.current=e}catch(a){N.__e(a,n)}}function He(t,e,n){var o,a,s,l;if(N.unmount&&N.unmount(t),!(o=t.ref)||o.current&&o.current!=t.__e||qe(o,null,e,t),o=t.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(c){N.__e(c,e)}o.__P=o.__n=null}if(o=t.__k)for(l=0;l<o.length;l++)o[l]&&He(o[l],e,typeof t.type!="function"||n&&!t.props.__P);!n&&(o=t.__c)&&(o=o.__z)&&(a=xe(o,s=[]))&&(o==t.__e&&s.some(J),J(a),J(o)),n||J(t.__e),t.__e=t.__c=t.__=null}function kr(t,e,n){return this.constructor(t,n)}function $t(t,e){var n,o,a,s;N.__&&N.__(t,e),e.nodeType==9&&(e=e.documentElement),o=(n=t&&32&t.__u)?null:e.__k,e.__k=_e(S,{children:[t]}),a=[],s=[],je(e,e.__k,o||Ee,Ee,e.namespaceURI,o?null:e.firstChild?vt.call(e.childNodes):null,a,o?o.__e:e.firstChild,n,s),Nt(a,e.__k,s),e.__k.props.children=null}function Dt(t){function e(n){var o,a;return this.getChildContext||(o=new Set,(a={})[e.__c]=this,this.getChildContext=function(){return a},this.shouldComponentUpdate=function(s){this.props.value!=s.value&&o.forEach(function(l){l.__g|=4,ze(l)})},this.sub=function(s){o.add(s);var l=s.componentWillUnmount;s.componentWillUnmount=function(){o.delete(s),l&&l.call(s)}}),n.children}return e.__c="__cC"+_t++,e.__=t,e.Provider=(e.Consumer=function(n,o){return n.children(o)}).contextType=e,e}N={__e:function(t,e,n,o){for(var a,s,l;e=e.__;)if((a=e.__c)&&!(1&a.__g)){a.__g|=4;try{if((l=(s=a.constructor)&&s.getDerivedStateFromError)&&a.setState(s.getDerivedStateFromError(t)),a.componentDidCatch&&(a.componentDidCatch(t,o||{}),l=1),l&&8&a.__g)return void(a.__g|=2)}catch(c){t=c}}throw Te=0,t}},yt=0,pr=function(t){return t!=null&&t.constructor===de},ve.prototype.setState=function(t,e){var n=this.__s;n&&n!=this.state||(n=this.__s=ee({},this.state)),typeof t=="function"&&(t=t(ee({},n),this.props)),t&&(ee(n,t),this.__v&&(e&&this.__k.push(e),ze(this)))},ve.prototype.forceUpdate=function(t){this.__v&&(this.__g|=4,t&&this.__h.push(t),ze(this))},ve.prototype.render=S,X=[],Te=0,bt=function(t,e){return t.__v.__b-e.__v.__b},ke=Symbol(),kt=/(PointerCapture)$|Capture$/i,Ue=0,We={},_t=0;var oe=class extends Error{constructor(n,o){super(n);this.failure=n;this.facts=o}failure;facts};function _r(t){let e=new Worker(Pt(t),{type:"module"}),{bridge:n,breakAll:o}=At(e,()=>e.terminate());return e.onerror=o,n}function Rt(t){if(typeof SharedWorker>"u")return _r(t);let e=new SharedWorker(Pt(t),{type:"module",name:t}),{bridge:n,breakAll:o}=At(e.port,()=>e.port.close());return e.onerror=o,n}function At(t,e){let n=new Map,o=0,a=()=>{for(let l of n.values())l.reject(new oe("worker-broken",{}));n.clear()};return t.onmessage=l=>vr(n,l.data),t.onmessageerror=a,{bridge:{call(l,c,d={}){let f=o++;return d.signal?.addEventListener("abort",()=>t.postMessage({stop:f})),new Promise((u,g)=>{n.set(f,{resolve:u,reject:g,progress:d.progress}),t.postMessage({call:f,task:l,asked:c},d.hand??[])})},end(){e(),a()}},breakAll:a}}function vr(t,e){let n=t.get(e.call);if(n){if("progress"in e){n.progress?.(e.progress);return}t.delete(e.call),"failure"in e?n.reject(new oe(e.failure,e.facts)):n.resolve(e.answer)}}function Pt(t){let e=globalThis.trustedTypes;if(!/^\/[a-z-]+\.js$/.test(t))throw new Error("not a worker of ours");return e?(It??=e.createPolicy("sottovoce-worker",{createScriptURL(n){if(!/^\/[a-z-]+\.js$/.test(n))throw new Error("not a worker of ours");return n}}),It.createScriptURL(t)):t}var It;var te,A,Ke,Ot,Ge=Object.is,Ce=0,jt=[],Ye=[],O=N,Mt=O.__b,Ft=O.__r,Lt=O.diffed,Vt=O.__c,Wt=O.unmount,zt=O.__;function pe(t,e){O.__h&&O.__h(A,t,Ce||e),Ce=0;var n=A.__H||(A.__H={__:[],__h:[]});return t>=n.__.length&&n.__.push({}),n.__[t]}function y(t){return Ce=1,xr(Kt,t)}function xr(t,e,n){var o=pe(te++,2);if(o.t=t,!o.__c&&(o.__=[n?n(e):Kt(void 0,e),function(s){var l=(o.__N||o.__)[0],c=o.t(l,s);Ge(l,c)||(o.__N=[c,o.__[1]],o.__c.setState({}))}],o.__c=A,!A.__f)){A.__f=!0;var a=A.shouldComponentUpdate;A.shouldComponentUpdate=function(s,l,c){var d=this.__H;if(!d)return!0;var f=!1,u=this.props!=s;if(d.__.some(function(h){h.__N&&(f=!0,Ge(h.__[0],h.__N[0])||(u=!0))}),a){var g=a.call(this,s,l,c);return f?g||u:g}return!f||u}}return o.__}function D(t,e){var n=pe(te++,3);!O.__s&&Xe(n.__H,e)&&(n.__P=!0,n.__=t,n.u=e,A.__H.__h.push(n))}function qt(t,e){var n=pe(te++,4);!O.__s&&Xe(n.__H,e)&&(n.__P=!1,n.__=t,n.u=e,A.__h.push(n))}function F(t){return Ce=5,Ne(function(){return{current:t}},[])}function Ne(t,e){var n=pe(te++,7);return Xe(n.__H,e)&&(n.__=t(),n.__H=e),n.__}function Ht(t){var e=A.context[t.__c],n=pe(te++,9);return n.c=t,e?(n.__==null&&(n.__=!0,e.sub(A)),e.props.value):t.__}function Tr(){var t;do{for(;t=Ye.shift();)try{fe(t)}catch(n){O.__e(n,{__:(t=t.__P)&&t.__v})}for(;t=jt.shift();){var e=t.__H;if(t.__P&&e)try{e.__h.some(fe),e.__h.some(Ze),e.__h=[]}catch(n){e.__h=[],O.__e(n,t.__v)}}}while(Ye.length)}O.__b=function(t){A=null,Mt&&Mt(t)},O.__=function(t,e){t&&e.__k&&e.__k.__m&&(t.__m=e.__k.__m),zt&&zt(t,e)},O.__r=function(t){Ft&&Ft(t),te=0;var e=(A=t.__c).__H;e&&(Ke==A?A.__h=[]:(e.__h.some(fe),e.__h.some(Ze),te=0),e.__h=[],e.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Ke=A},O.diffed=function(t){Lt&&Lt(t);var e=t.__c;e&&e.__H&&(e.__H.__h.length&&Bt(jt.push(e)),e.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Ke=A=null},O.__c=function(t,e){e.some(function(n){try{n.__h.some(fe),n.__h=n.__h.filter(function(o){return!o.__||Ze(o)})}catch(o){n.__h=[function(){throw o}]}}),Vt&&Vt(t,e)},O.unmount=function(t){Wt&&Wt(t);var e,n,o=t.__c;o&&o.__H&&(o.__H.__.some(function(a){try{if(a.__P&&a.__c){if(n===void 0){for(n=t.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}a.__P=n,Bt(Ye.push(a))}else fe(a)}catch(s){e=s}}),o.__H=void 0,e&&O.__e(e,o.__v))};var Ut=typeof requestAnimationFrame=="function";function Er(t){var e,n=function(){clearTimeout(o),Ut&&cancelAnimationFrame(e),setTimeout(t)},o=setTimeout(n,35);Ut&&(e=requestAnimationFrame(n))}function Bt(t){t!=1&&Ot==O.requestAnimationFrame||((Ot=O.requestAnimationFrame)||Er)(Tr)}function fe(t){var e=A,n=t.__c;typeof n=="function"&&(t.__c=void 0,n()),A=e}function Ze(t){var e=A;t.__c=t.__(),A=e}function Xe(t,e){return!t||t.length!=e.length||e.some(function(n,o){return!Ge(n,t[o])})}function Kt(t,e){return typeof e=="function"?e(t):e}var Qe=Dt(null);function b(){let t=Ht(Qe);if(t===null)throw new Error("outside of the frame");return t}var Sr=Symbol.for("pv"),Cr=0;function r(t,e,n,o,a,s){e||(e={});var l,c,d=e;if("ref"in d&&typeof t!="function")for(c in d={},e)c=="ref"?l=e[c]:d[c]=e[c];var f={type:t,props:d,key:n,ref:l,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Sr,__v:--Cr,__i:-1,__u:0};return(a||s)&&(f.__source=a,f.__self=s),N.vnode&&N.vnode(f),f}function Gt(t){let{t:e,place:n}=b();return r(S,{children:[r("a",{class:"skip",href:"#content",onClick:Nr,children:e("console-skip")}),r("header",{class:t.wide?"top wide":"top",children:[r("a",{class:"name",href:"/#/",children:[e("console-name")," ",r("small",{children:e("console-for",{organisation:n.organisation})})]}),t.me&&r("div",{class:"who",children:[r("span",{class:"quiet small",children:e("console-signed-in",{name:t.me.name})}),r("button",{type:"button",class:"link",onClick:t.signOut,children:e("console-sign-out")})]})]}),r("main",{class:t.wide?"main wide":"main",id:"content",tabIndex:-1,children:[t.me&&r($r,{me:t.me}),t.children]}),r(Dr,{wide:t.wide===!0})]})}function Nr(t){t.preventDefault(),document.getElementById("content")?.focus()}function $r({me:t}){let{t:e}=b(),n=t.list==="expired"?e("problem-list-expired"):t.list==="not-on-it"?e("problem-not-listed"):t.list==="not-signed"?e("problem-list"):null;return!t.trial&&!t.onlyReader&&n===null?null:r("aside",{class:"note warn trial","aria-label":e("trial-title"),children:r("p",{children:[(t.trial||t.onlyReader)&&r("strong",{children:[e("trial-title"),". "]}),[t.trial&&e("trial-key"),t.onlyReader&&e("trial-one"),n].filter(Boolean).join(" ")]})})}function Dr(t){let{t:e,place:n}=b();return r("footer",{class:t.wide?"foot wide":"foot",children:[n.fingerprints.map(o=>r("p",{children:[e("foot-fingerprint",{organisation:n.organisation})," ",r("span",{class:"mono fingerprint",translate:!1,children:o.join(" ")})]},o.join())),r("p",{children:e("foot-fingerprint-why")})]})}function se(t){let{t:e}=b(),n=F(null);return D(()=>{let o=document.activeElement;return n.current?.showModal(),()=>{o instanceof HTMLElement&&o.isConnected&&o.focus()}},[]),r("dialog",{ref:n,class:"dialog","aria-labelledby":`${t.id}-title`,onCancel:o=>(o.preventDefault(),(t.onLeave??t.onGo)()),children:[r("h2",{id:`${t.id}-title`,children:t.title}),t.children,r("div",{class:"actions",children:[t.onLeave&&r("button",{type:"button",class:"button second",onClick:t.onLeave,autofocus:!0,children:e("cancel")}),r("button",{type:"button",class:t.danger?"button danger":"button",onClick:t.onGo,disabled:t.doing,children:t.go})]})]})}function Yt(t){let{t:e}=b();return r(se,{id:"idle",title:e("idle-title"),go:e("idle-stay"),onGo:t.stay,children:r("p",{children:e("idle-text",{minutes:Math.max(1,Math.ceil(t.left/6e4))})})})}function q(t){let e=F(null),n=t.faults.map(o=>o.text).join(`
`);return D(()=>{n!==""&&e.current?.focus()},[n]),t.faults.length===0?null:r("div",{class:"faults",role:"alert",tabIndex:-1,ref:e,"aria-labelledby":"faults-title",children:[r("h2",{id:"faults-title",children:t.title}),r("ul",{children:t.faults.map(o=>r("li",{children:o.at===void 0?o.text:r(Ir,{text:o.text,at:o.at})},o.text))}),t.children]})}function Ir(t){let e=n=>{n.preventDefault(),document.getElementById(t.at)?.focus()};return r("a",{href:`#${t.at}`,onClick:e,children:t.text})}function z(t){let e=[t.hint?`${t.id}-hint`:"",t.fault?`${t.id}-fault`:""].filter(Boolean).join(" "),n=r("label",{for:t.id,children:t.label});return r("div",{class:t.fault?"field wrong":"field",children:[t.heading?r("h1",{tabIndex:-1,children:n}):n,t.hint&&r("span",{class:"hint",id:`${t.id}-hint`,children:t.hint}),t.fault&&r("span",{class:"fault",id:`${t.id}-fault`,children:t.fault}),t.control(e||void 0)]})}function ae(t){return r("div",{class:"field",children:[r("label",{for:t.id,children:t.label}),r("progress",{id:t.id,max:1,...t.part===void 0?{}:{value:t.part}}),r("p",{class:"doing","aria-live":"polite",children:t.line})]})}function Zt(t,e){let n=URL.createObjectURL(t),o=document.createElement("a");o.href=n,o.download=e,o.click(),setTimeout(()=>URL.revokeObjectURL(n),6e4)}var Xt=!1;function K(t,e){D(()=>{document.title=e},[e]),D(()=>{Xt&&(scrollTo(0,0),document.querySelector("main h1")?.focus({preventScroll:!0})),Xt=!0},[t])}var Rr=[137,80,78,71,13,10,26,10];function Qt(t,e){if(e===0)return{show:"nothing",because:"empty"};let n=Ar(t);if(n!==null){if(e>33554432)return{show:"nothing",because:"too-large"};let o=Pr(n,t);return o===null||o.width*o.height>64e6?{show:"nothing",because:"too-many-pixels"}:{show:"picture",kind:n}}return Fr(t,e)?{show:"text"}:{show:"nothing",because:"other-kind"}}function Jt(t){return`image/${t}`}function Z(t,e,n=0){return e.every((o,a)=>t[n+a]===o)}function ne(t){return[...t].map(e=>e.charCodeAt(0))}function Ar(t){return Z(t,Rr)?"png":Z(t,[255,216,255])?"jpeg":Z(t,ne("GIF87a"))||Z(t,ne("GIF89a"))?"gif":Z(t,ne("RIFF"))&&Z(t,ne("WEBP"),8)?"webp":null}function Pr(t,e){let n=new DataView(e.buffer,e.byteOffset,e.byteLength);try{switch(t){case"png":return{width:n.getUint32(16),height:n.getUint32(20)};case"gif":return{width:n.getUint16(6,!0),height:n.getUint16(8,!0)};case"webp":return Or(n,e);case"jpeg":return Mr(n)}}catch(o){if(o instanceof RangeError)return null;throw o}}function Or(t,e){if(Z(e,ne("VP8X"),12)){let n=o=>t.getUint16(o,!0)+t.getUint8(o+2)*65536;return{width:n(24)+1,height:n(27)+1}}if(Z(e,ne("VP8L"),12)){let n=t.getUint32(21,!0);return{width:(n&16383)+1,height:(n>>>14&16383)+1}}return Z(e,ne("VP8 "),12)?{width:t.getUint16(26,!0)&16383,height:t.getUint16(28,!0)&16383}:null}function Mr(t){let e=2;for(;;){if(t.getUint8(e)!==255)return null;let n=t.getUint8(e+1);if(n===255){e+=1;continue}if(n>=192&&n<=207&&n!==196&&n!==200&&n!==204)return{width:t.getUint16(e+7),height:t.getUint16(e+5)};e+=2+t.getUint16(e+2)}}function Fr(t,e){try{let n=new TextDecoder("utf-8",{fatal:!0}).decode(t,{stream:t.length<e});return!/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/u.test(n)}catch{return!1}}function ie(t){return t.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\u061c\ufeff]/gu,e=>`[U+${(e.codePointAt(0)??0).toString(16).toUpperCase().padStart(4,"0")}]`)}function en(t){return Math.floor(Date.UTC(t.getFullYear(),t.getMonth(),t.getDate())/864e5)}function Je(t){return new Date(t*864e5)}function tn(t){return Je(t).toISOString().slice(0,10)}function nn(t,e){let n=t-e;return n<0?{key:"late",days:-n}:n===0?{key:"today",days:0}:n===1?{key:"tomorrow",days:1}:{key:n<=7?"soon":"later",days:n}}var rn=new Map;function et(t,e){let n=Je(t),o=n.getUTCFullYear()===new Date().getFullYear()?{}:{year:"numeric"},a=`${e}/${"year"in o}`,s=rn.get(a)??new Intl.DateTimeFormat(e==="en"?"en-GB":e,{day:"numeric",month:"short",timeZone:"UTC",...o});return rn.set(a,s),s.format(n)}function j(t){let{language:e}=b();return r("time",{dateTime:tn(t.day),children:et(t.day,e)})}function le(t){let{t:e}=b(),{key:n,days:o}=nn(t.day,en(new Date));return r("span",{class:n==="late"?"due late":n==="later"?"due":"due near",children:[r(j,{day:t.day})," ",r("span",{class:"due-words",children:e(`due-${n}`,{days:o})})]})}function $e(t,e){let n=[["size-gb",1073741824],["size-mb",1048576]];for(let[o,a]of n)if(e>=a)return t(o,{n:Math.ceil(e/a*10)/10});return t("size-kb",{n:Math.ceil(e/1024)})}var Lr=/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu,Vr=/[<>:"/\\|?*%$`'!;&~^{}\[\]#]/gu,Wr=/^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu,zr=new Set("action apk app appimage application appref-ms appx bash bat bin bz2exe cab chm cmd com command cpl csh deb desktop diagcab dll dmg docm dotm exe gadget hta htm html htt img inf ins iqy iso isp jar jnlp js jse jsp ksh lnk mht mhtml msc msi msix msp mst one osx out pif pkg potm ppam ppsm pptm ps1 ps1xml psc1 psd1 psm1 py pyc pyw rb reg rpm run scf scpt scr sct search-ms sh shb shs slk sldm svg svgz sys terminal url vb vbe vbs vbscript vhd vhdx website ws wsc wsf wsh xbap xhtml xla xlam xll xlm xlsb xlsm xltm xml xpi xsl xslt zsh".split(" ")),Ur=120,Br=".unsafe",jr="file";function ce(t){let{stem:e,ending:n}=Hr(qr(t)),o=zr.has(n.toLowerCase()),a=(n===""?"":`.${n}`)+(o?Br:""),s=Wr.test(e.split(".",1)[0]?.trim()??"")?`_${e}`:e,l=Kr(s===""?jr:s,a);return{name:l,changed:l!==t,disarmed:o}}function qr(t){return t.normalize("NFC").replace(Lr,"").replace(Vr,"_").replace(/\s+/gu," ").replace(/^[.\s-]+/u,"").replace(/[.\s]+$/u,"")}function Hr(t){let e=t.lastIndexOf("."),n=e<1?"":t.slice(e+1).trim();return n===""||[...n].length>16?{stem:t,ending:""}:{stem:t.slice(0,e),ending:n}}function Kr(t,e){let n=s=>new TextEncoder().encode(s).length,o=Ur-n(e),a=[...t];for(;a.length>1&&n(a.join(""))>o;)a=a.slice(0,-1);return a.join("").trimEnd()+e}var G=class{constructor(e){this.value=e}valueOf(){return this.value}},I=class extends G{constructor(e="???"){super(e)}toString(e){return`{${this.value}}`}},U=class extends G{constructor(e,n={}){super(e),this.opts=n}toString(e){if(e)try{return e.memoizeIntlObject(Intl.NumberFormat,this.opts).format(this.value)}catch(n){e.reportError(n)}return this.value.toString(10)}},Y=class t extends G{static supportsValue(e){if(typeof e=="number"||e instanceof Date)return!0;if(e instanceof G)return t.supportsValue(e.valueOf());if("Temporal"in globalThis){let n=globalThis.Temporal;if(e instanceof n.Instant||e instanceof n.PlainDateTime||e instanceof n.PlainDate||e instanceof n.PlainMonthDay||e instanceof n.PlainTime||e instanceof n.PlainYearMonth)return!0}return!1}constructor(e,n={}){e instanceof t?(n={...e.opts,...n},e=e.value):e instanceof G&&(e=e.valueOf()),typeof e=="object"&&"calendarId"in e&&n.calendar===void 0&&(n={...n,calendar:e.calendarId}),super(e),this.opts=n}[Symbol.toPrimitive](e){return e==="string"?this.toString():this.toNumber()}toNumber(){let e=this.value;if(typeof e=="number")return e;if(e instanceof Date)return e.getTime();if("epochMilliseconds"in e)return e.epochMilliseconds;if("toZonedDateTime"in e)return e.toZonedDateTime("UTC").epochMilliseconds;throw new TypeError("Unwrapping a non-number value as a number")}toString(e){if(e)try{return e.memoizeIntlObject(Intl.DateTimeFormat,this.opts).format(this.value)}catch(n){e.reportError(n)}return typeof this.value=="number"||this.value instanceof Date?new Date(this.value).toISOString():this.value.toString()}};var on=100,Gr="⁨",Yr="⁩";function Zr(t,e,n){if(n===e||n instanceof U&&e instanceof U&&n.value===e.value)return!0;if(e instanceof U&&typeof n=="string"){let o=t.memoizeIntlObject(Intl.PluralRules,e.opts).select(e.value);if(n===o)return!0}return!1}function sn(t,e,n){return e[n]?ue(t,e[n].value):(t.reportError(new RangeError("No default")),new I)}function tt(t,e){let n=[],o=Object.create(null);for(let a of e)a.type==="narg"?o[a.name]=me(t,a.value):n.push(me(t,a));return{positional:n,named:o}}function me(t,e){switch(e.type){case"str":return e.value;case"num":return new U(e.value,{minimumFractionDigits:e.precision});case"var":return Xr(t,e);case"mesg":return Qr(t,e);case"term":return Jr(t,e);case"func":return eo(t,e);case"select":return to(t,e);default:return new I}}function Xr(t,{name:e}){let n;if(t.params)if(Object.prototype.hasOwnProperty.call(t.params,e))n=t.params[e];else return new I(`$${e}`);else if(t.args&&Object.prototype.hasOwnProperty.call(t.args,e))n=t.args[e];else return t.reportError(new ReferenceError(`Unknown variable: $${e}`)),new I(`$${e}`);if(n instanceof G)return n;switch(typeof n){case"string":return n;case"number":return new U(n);case"object":if(Y.supportsValue(n))return new Y(n);default:return t.reportError(new TypeError(`Variable type not supported: $${e}, ${typeof n}`)),new I(`$${e}`)}}function Qr(t,{name:e,attr:n}){let o=t.bundle._messages.get(e);if(!o)return t.reportError(new ReferenceError(`Unknown message: ${e}`)),new I(e);if(n){let a=o.attributes[n];return a?ue(t,a):(t.reportError(new ReferenceError(`Unknown attribute: ${n}`)),new I(`${e}.${n}`))}return o.value?ue(t,o.value):(t.reportError(new ReferenceError(`No value: ${e}`)),new I(e))}function Jr(t,{name:e,attr:n,args:o}){let a=`-${e}`,s=t.bundle._terms.get(a);if(!s)return t.reportError(new ReferenceError(`Unknown term: ${a}`)),new I(a);if(n){let c=s.attributes[n];if(c){t.params=tt(t,o).named;let d=ue(t,c);return t.params=null,d}return t.reportError(new ReferenceError(`Unknown attribute: ${n}`)),new I(`${a}.${n}`)}t.params=tt(t,o).named;let l=ue(t,s.value);return t.params=null,l}function eo(t,{name:e,args:n}){let o=t.bundle._functions[e];if(!o)return t.reportError(new ReferenceError(`Unknown function: ${e}()`)),new I(`${e}()`);if(typeof o!="function")return t.reportError(new TypeError(`Function ${e}() is not callable`)),new I(`${e}()`);try{let a=tt(t,n);return o(a.positional,a.named)}catch(a){return t.reportError(a),new I(`${e}()`)}}function to(t,{selector:e,variants:n,star:o}){let a=me(t,e);if(a instanceof I)return sn(t,n,o);for(let s of n){let l=me(t,s.key);if(Zr(t,a,l))return ue(t,s.value)}return sn(t,n,o)}function nt(t,e){if(t.dirty.has(e))return t.reportError(new RangeError("Cyclic reference")),new I;t.dirty.add(e);let n=[],o=t.bundle._useIsolating&&e.length>1;for(let a of e){if(typeof a=="string"){n.push(t.bundle._transform(a));continue}if(t.placeables++,t.placeables>on)throw t.dirty.delete(e),new RangeError(`Too many placeables expanded: ${t.placeables}, max allowed is ${on}`);o&&n.push(Gr),n.push(me(t,a).toString(t)),o&&n.push(Yr)}return t.dirty.delete(e),n.join("")}function ue(t,e){return typeof e=="string"?t.bundle._transform(e):nt(t,e)}var De=class{constructor(e,n,o){this.dirty=new WeakSet,this.params=null,this.placeables=0,this.bundle=e,this.errors=n,this.args=o}reportError(e){if(!this.errors||!(e instanceof Error))throw e;this.errors.push(e)}memoizeIntlObject(e,n){let o=this.bundle._intls.get(e);o||(o={},this.bundle._intls.set(e,o));let a=JSON.stringify(n);return o[a]||(o[a]=new e(this.bundle.locales,n)),o[a]}};function rt(t,e){let n=Object.create(null);for(let[o,a]of Object.entries(t))e.includes(o)&&(n[o]=a.valueOf());return n}var an=["unitDisplay","currencyDisplay","useGrouping","minimumIntegerDigits","minimumFractionDigits","maximumFractionDigits","minimumSignificantDigits","maximumSignificantDigits"];function ln(t,e){let n=t[0];if(n instanceof I)return new I(`NUMBER(${n.valueOf()})`);if(n instanceof U)return new U(n.valueOf(),{...n.opts,...rt(e,an)});if(n instanceof Y)return new U(n.toNumber(),{...rt(e,an)});throw new TypeError("Invalid argument to NUMBER")}var no=["dateStyle","timeStyle","fractionalSecondDigits","dayPeriod","hour12","weekday","era","year","month","day","hour","minute","second","timeZoneName"];function cn(t,e){let n=t[0];if(n instanceof I)return new I(`DATETIME(${n.valueOf()})`);if(n instanceof Y||n instanceof U)return new Y(n,rt(e,no));throw new TypeError("Invalid argument to DATETIME")}var un=new Map;function dn(t){let e=Array.isArray(t)?t.join(" "):t,n=un.get(e);return n===void 0&&(n=new Map,un.set(e,n)),n}var he=class{constructor(e,{functions:n,useIsolating:o=!0,transform:a=s=>s}={}){this._terms=new Map,this._messages=new Map,this.locales=Array.isArray(e)?e:[e],this._functions={NUMBER:ln,DATETIME:cn,...n},this._useIsolating=o,this._transform=a,this._intls=dn(e)}hasMessage(e){return this._messages.has(e)}getMessage(e){return this._messages.get(e)}addResource(e,{allowOverrides:n=!1}={}){let o=[];for(let a=0;a<e.body.length;a++){let s=e.body[a];if(s.id.startsWith("-")){if(n===!1&&this._terms.has(s.id)){o.push(new Error(`Attempt to override an existing term: "${s.id}"`));continue}this._terms.set(s.id,s)}else{if(n===!1&&this._messages.has(s.id)){o.push(new Error(`Attempt to override an existing message: "${s.id}"`));continue}this._messages.set(s.id,s)}}return o}formatPattern(e,n=null,o=null){if(typeof e=="string")return this._transform(e);let a=new De(this,o,n);try{return nt(a,e).toString(a)}catch(s){if(a.errors&&s instanceof Error)return a.errors.push(s),new I().toString(a);throw s}}};var ot=/^(-?[a-zA-Z][\w-]*) *= */gm,fn=/\.([a-zA-Z][\w-]*) *= */y,ro=/\*?\[/y,st=/(-?[0-9]+(?:\.([0-9]+))?)/y,oo=/([a-zA-Z][\w-]*)/y,pn=/([$-])?([a-zA-Z][\w-]*)(?:\.([a-zA-Z][\w-]*))?/y,so=/^[A-Z][A-Z0-9_-]*$/,Ie=/([^{}\n\r]+)/y,ao=/([^\\"\n\r]*)/y,mn=/\\([\\"])/y,hn=/\\u([a-fA-F0-9]{4})|\\U([a-fA-F0-9]{6})/y,io=/^\n+/,gn=/ +$/,lo=/ *\r?\n/g,co=/( *)$/,uo=/{\s*/y,wn=/\s*}/y,fo=/\[\s*/y,po=/\s*] */y,mo=/\s*\(\s*/y,ho=/\s*->\s*/y,go=/\s*:\s*/y,wo=/\s*,?\s*/y,yo=/\s+/y,ge=class{constructor(e){this.body=[],ot.lastIndex=0;let n=0;for(;;){let p=ot.exec(e);if(p===null)break;n=ot.lastIndex;try{this.body.push(d(p[1]))}catch(k){if(k instanceof SyntaxError)continue;throw k}}function o(p){return p.lastIndex=n,p.test(e)}function a(p,k){if(e[n]===p)return n++,!0;if(k)throw new k(`Expected ${p}`);return!1}function s(p,k){if(o(p))return n=p.lastIndex,!0;if(k)throw new k(`Expected ${p.toString()}`);return!1}function l(p){p.lastIndex=n;let k=p.exec(e);if(k===null)throw new SyntaxError(`Expected ${p.toString()}`);return n=p.lastIndex,k}function c(p){return l(p)[1]}function d(p){let k=u(),C=f();if(k===null&&Object.keys(C).length===0)throw new SyntaxError("Expected message value or attributes");return{id:p,value:k,attributes:C}}function f(){let p=Object.create(null);for(;o(fn);){let k=c(fn),C=u();if(C===null)throw new SyntaxError("Expected attribute value");p[k]=C}return p}function u(){let p;if(o(Ie)&&(p=c(Ie)),e[n]==="{"||e[n]==="}")return g(p?[p]:[],1/0);let k=W();return k?p?g([p,k],k.length):(k.value=R(k.value,io),g([k],k.length)):p?R(p,gn):null}function g(p=[],k){for(;;){if(o(Ie)){p.push(c(Ie));continue}if(e[n]==="{"){p.push(h());continue}if(e[n]==="}")throw new SyntaxError("Unbalanced closing brace");let H=W();if(H){p.push(H),k=Math.min(k,H.length);continue}break}let C=p.length-1,L=p[C];typeof L=="string"&&(p[C]=R(L,gn));let M=[];for(let H of p)H instanceof Re&&(H=H.value.slice(0,H.value.length-k)),H&&M.push(H);return M}function h(){s(uo,SyntaxError);let p=i();if(s(wn))return p;if(s(ho)){let k=x();return s(wn,SyntaxError),{type:"select",selector:p,...k}}throw new SyntaxError("Unclosed placeable")}function i(){if(e[n]==="{")return h();if(o(pn)){let[,p,k,C=null]=l(pn);if(p==="$")return{type:"var",name:k};if(s(mo)){let L=m();if(p==="-")return{type:"term",name:k,attr:C,args:L};if(so.test(k))return{type:"func",name:k,args:L};throw new SyntaxError("Function names must be all upper-case")}return p==="-"?{type:"term",name:k,attr:C,args:[]}:{type:"mesg",name:k,attr:C}}return T()}function m(){let p=[];for(;;){switch(e[n]){case")":return n++,p;case void 0:throw new SyntaxError("Unclosed argument list")}p.push(v()),s(wo)}}function v(){let p=i();return p.type!=="mesg"?p:s(go)?{type:"narg",name:p.name,value:T()}:p}function x(){let p=[],k=0,C;for(;o(ro);){a("*")&&(C=k);let L=w(),M=u();if(M===null)throw new SyntaxError("Expected variant value");p[k++]={key:L,value:M}}if(k===0)return null;if(C===void 0)throw new SyntaxError("Expected default variant");return{variants:p,star:C}}function w(){s(fo,SyntaxError);let p;return o(st)?p=E():p={type:"str",value:c(oo)},s(po,SyntaxError),p}function T(){if(o(st))return E();if(e[n]==='"')return _();throw new SyntaxError("Invalid expression")}function E(){let[,p,k=""]=l(st),C=k.length;return{type:"num",value:parseFloat(p),precision:C}}function _(){a('"',SyntaxError);let p="";for(;;){if(p+=c(ao),e[n]==="\\"){p+=P();continue}if(a('"'))return{type:"str",value:p};throw new SyntaxError("Unclosed string literal")}}function P(){if(o(mn))return c(mn);if(o(hn)){let[,p,k]=l(hn),C=parseInt(p||k,16);return C<=55295||57344<=C?String.fromCodePoint(C):"�"}throw new SyntaxError("Unknown escape sequence")}function W(){let p=n;switch(s(yo),e[n]){case".":case"[":case"*":case"}":case void 0:return!1;case"{":return $(e.slice(p,n))}return e[n-1]===" "?$(e.slice(p,n)):!1}function R(p,k){return p.replace(k,"")}function $(p){let k=p.replace(lo,`
`),C=co.exec(p)[1].length;return new Re(k,C)}}},Re=class{constructor(e,n){this.value=e,this.length=n}};function yn(t,e){let n=new he(t,{useIsolating:!1});for(let o of e){let a=n.addResource(new ge(o));if(a.length>0)throw new Error(`texts: ${String(a[0])}`)}return(o,a)=>{let s=n.getMessage(o)?.value;if(!s)return`[${o}]`;let l=[],c=n.formatPattern(s,a??{},l);return l.length>0?`[${o}]`:c}}function bn(t){return t.split(`
`).flatMap(e=>/^([a-z][a-z0-9-]*) =/.exec(e)?.[1]??[])}var at=`### The handlers' console. Readers know their work and not our protocol: plain words, short sentences.
### Ids begin with casework-, since all files of a language share one room; the pages leave it away.
### A person who handles reports is a reader; what only readers see is a note; never say keyring or roster.

## Frame

casework-console-name = Sottovoce
casework-console-for = { $organisation } · for readers
casework-console-skip = Skip to content
casework-console-signed-in = Signed in as { $name }
casework-console-sign-out = Sign out
casework-foot-fingerprint = The key of { $organisation } in six words:
casework-foot-fingerprint-why = They must be the same as on your organisation’s notices. If they differ, stop and tell someone by voice.
casework-trial-title = This is a trial
casework-trial-key = The organisation’s key is still kept by the server, so an administrator could add a reader.
casework-trial-one = Only one person can read reports. One lost passphrase loses all of them.
casework-busy = One moment …
casework-loading-failed = This page could not be loaded
casework-try-again = Try again
casework-back-to-cases = All cases
casework-back = Back
casework-faults-title = Something needs your attention
casework-size-kb = { $n } KB
casework-size-mb = { $n } MB
casework-size-gb = { $n } GB
casework-cancel = Cancel
casework-nowhere-title = Nothing is here
casework-yes-no-gone = This page does not exist. The link may be incomplete, or the case may not be yours to read.
casework-reload = Load again

## Problems, for all pages

casework-problem-offline = The server could not be reached. Nothing you wrote is lost. Check the connection and try again.
casework-problem-ended = Your session has ended. Sign in again; what you were writing is still here.
casework-problem-not-found = There is no such case among yours.
casework-problem-conflict = Somebody else changed this case at the same moment. Nothing was sent. Load the case again and try once more.
casework-problem-too-large = This is larger than the server takes. Nothing was sent.
casework-problem-full = The server’s disk is full, so nothing was sent. Tell the people who run it. Your text is still here.
casework-problem-busy = The server has too much to do right now. Wait a little and try again.
casework-problem-refused = The server did not accept this. Nothing was sent.
casework-problem-foreign = The server takes this only from its own address. Open the console from the link you were given.
casework-problem-not-allowed = You may not do this.
casework-problem-upload = A file did not arrive whole. Nothing was sent; send again.
casework-problem-name-taken = This sign-in name is taken. Go back to the first step and choose another one.
casework-problem-link-used = This link was used already, or its time is over. Ask for a new one.
casework-problem-wrong-sign-in = Name and passphrase do not fit. Check both; capital letters count in the passphrase.
casework-problem-secrets = The server answered with keys that your passphrase does not open. Nothing was unlocked. Tell whoever runs the server.
casework-problem-left-out = Somebody who would get the new keys was left out by the reporter or is no longer on the list of readers. Nothing was sent.
casework-problem-attachment = This file is not the one that was sealed: its checksum or length differs. It was not opened.
casework-problem-file-gone = A file you picked cannot be read any more. Take it out and add it again.
casework-problem-garbled = The server’s answer made no sense. Nothing was sent.
casework-problem-list = The list of readers that the server showed is not signed by your organisation. Nothing is opened or sent until this is settled. Tell whoever keeps the organisation’s key, by voice.
casework-problem-list-expired = The list of readers is out of date. Ask whoever keeps the organisation’s key to sign a new one.
casework-problem-not-listed = You are not on the list of readers that is in force, so nothing you send would be believed. Ask whoever signs it.
casework-problem-worker = The part of this page that keeps your keys has stopped. Load the page again and sign in.
casework-problem-internal = Something went wrong in this page. What you wrote is still here. If it happens again, load the page again.

## Sign in

casework-signin-title = Sign in
casework-signin-name = Sign-in name
casework-signin-passphrase = Passphrase
casework-signin-passphrase-hint = It stays in this browser. The server only gets something made from it.
casework-signin-show = Show the passphrase
casework-signin-go = Sign in
casework-signin-stretching = Checking the passphrase. This takes some seconds, on purpose.
casework-signin-progress = { $percent } %
casework-signin-empty-name = Enter your sign-in name
casework-signin-empty-passphrase = Enter your passphrase
casework-signin-lost = Lost your passphrase? Nobody can look it up. Ask for a new enrolment link; colleagues can then let you into your cases again.
casework-signin-again-title = Your session has ended
casework-signin-again-idle = After fifteen idle minutes, or when the server ends the session, your keys are put away. Sign in to go on where you were.
casework-signin-again-drafts = What you were writing is kept in this page and comes back after you sign in. Do not close it.
casework-signin-tor = In Tor Browser, sign in at level “Standard”. At “Safer” this step takes half a minute.
casework-signed-out-title = You are signed out
casework-signed-out-text = Your keys are gone from this browser.

## Idle

casework-idle-title = Are you still there?
casework-idle-text = { $minutes ->
    [one] In one minute your keys are put away and you are signed out.
   *[other] In { $minutes } minutes your keys are put away and you are signed out.
}
casework-idle-stay = Stay signed in

## Enrol

casework-enrol-title = Become a reader
casework-enrol-step = Step { $at } of 4
casework-enrol-hello = You were invited as “{ $name }”.
casework-enrol-roles = What you will do here: { $roles }.
casework-enrol-role-handler = read and answer reports
casework-enrol-role-fallback = step in when nobody else can
casework-enrol-role-governing = decide when everybody else is involved
casework-enrol-role-custodian = guard names that reporters entrusted to you
casework-enrol-role-officer = link cases to policies
casework-enrol-role-other = { $role }
casework-enrol-no-token = This page needs the link you were given, whole. Copy it again, with everything behind the # sign.
casework-enrol-used = This link was used already, or its time is over. Ask for a new one.
casework-enrol-name-title = Choose a sign-in name
casework-enrol-name-hint = Only you and the server see it. Reporters and colleagues see “{ $name }”.
casework-enrol-name-fault = Use 2 to 64 letters, digits, dots or dashes
casework-enrol-next = Go on
casework-enrol-passphrase-title = Your passphrase
casework-enrol-passphrase-text = These six words are your passphrase. They are secret: nobody here will ever ask you for them.
casework-enrol-passphrase-keep = Write them down and keep the paper where only you can reach it, or put them into your password manager. If you lose them, nobody can restore what only you could read.
casework-enrol-passphrase-words = Your passphrase, six words in this order
casework-enrol-passphrase-other = Draw other words
casework-enrol-passphrase-own = Use a passphrase of my own
casework-enrol-passphrase-drawn = Use six drawn words instead
casework-enrol-passphrase-noted = I have noted them
casework-enrol-own-label = Your own passphrase
casework-enrol-own-hint = Long and made by chance: six or more words that do not belong together. No quotation, no name, no date.
casework-enrol-own-again = The same once more
casework-enrol-own-differs = The two entries differ
casework-enrol-own-weak = Too easy to guess: about { $bits } bits, and it takes { $needed }. Add words that nobody would expect.
casework-enrol-own-strong = Strong enough: about { $bits } bits.
casework-enrol-own-measuring = Estimating …
casework-enrol-ask-title = Check that you have it
casework-enrol-ask-text = Look at what you noted, and enter these two words of your passphrase.
casework-enrol-ask-word = Word { $place }
casework-enrol-ask-wrong = This is not word { $place }. Look at your note again, or go back and see the words.
casework-enrol-ask-back = See the words again
casework-enrol-making = Making your keys. This takes some seconds; they are made here and stay here.
casework-enrol-read-title = Six words to read aloud
casework-enrol-read-text = These are not your passphrase. They stand for the key that was just made here, and they may be heard by anybody. Read them, by telephone or face to face, to the person who signs the list of readers. That person types them in, and so knows that no one swapped your key.
casework-enrol-read-words = Words to read aloud
casework-enrol-send = Finish
casework-enrol-done-title = You are enrolled
casework-enrol-done-in = You are on the list of readers. You can sign in now.
casework-enrol-done-wait = One thing is left: read these six words to the person who signs the list of readers. Until the list is signed, no report can be sealed for you.
casework-enrol-done-signin = Sign in

## List of cases

casework-cases-title = Cases
casework-cases-none = No case was given to you yet. When a report comes, it appears here.
casework-cases-none-shown = None of your cases is in this state.
casework-cases-shown = Show
casework-cases-shown-open = Open ({ $count })
casework-cases-shown-new = To confirm ({ $count })
casework-cases-shown-closed = Closed ({ $count })
casework-cases-shown-all = All ({ $count })
casework-cases-order = Order
casework-cases-order-due = What is due first
casework-cases-order-received-newest = Newest first
casework-cases-order-received-oldest = Oldest first
casework-cases-column-case = Case
casework-cases-column-state = State
casework-cases-column-received = Received
casework-cases-column-confirm = Confirm by
casework-cases-column-feedback = Feedback by
casework-cases-column-items = Entries
casework-cases-loading = Loading: { $count } so far
casework-cases-keys = Arrow keys move, Enter opens.
casework-cases-table = Cases, { $count } rows
casework-case-state-new = To confirm
casework-case-state-confirmed = Confirmed
casework-case-state-closed = Closed
casework-case-row-confirmed = done
casework-case-row-none = –

casework-due-late = { $days ->
    [one] one day late
   *[other] { $days } days late
}
casework-due-today = today
casework-due-tomorrow = tomorrow
casework-due-soon = in { $days } days
casework-due-later = in { $days } days

## One case

casework-case-title = Case { $name }
casework-case-opening = Opening the case
casework-case-opening-checks = Keys are fetched, everything is opened and checked here.
casework-case-first = You were the first to open this case, so its keys were changed and the reporter’s mailbox was told who reads it.
casework-case-facts = About this case
casework-case-received = Received
casework-case-confirm-by = Confirm by
casework-case-feedback-by = Feedback by
casework-case-stage = The reporter reads
casework-case-stage-none = Received
casework-case-readers = Who can read it
casework-case-reader-you = { $name } (you)
casework-case-sleeper = Steps in if a deadline is missed
casework-case-left-out = Left out by the reporter
casework-case-left-out-nobody = Nobody
casework-case-unknown-person = somebody no longer on the list

casework-report-title = The report
casework-report-on = Sent with the report, { $day }
casework-report-no-labels = The questions as the reporter saw them could not be loaded, so short names stand in their place.

casework-talk-title = Conversation with the reporter
casework-talk-none = Nothing has been written yet.
casework-talk-reporter = Reporter
casework-talk-you = You, as { $name }
casework-talk-stage = { $name } set: { $stage }
casework-talk-notice = New keys. Readers: { $people }
casework-talk-attachments = Files

casework-notes-title = Notes among readers
casework-notes-hint = The reporter never sees these.
casework-notes-none = No notes yet.

casework-stage-confirmed = Confirmed
casework-stage-assessing = Being assessed
casework-stage-question = We have a question for you
casework-stage-investigating = Under investigation
casework-stage-acting = Findings are being acted on
casework-stage-feedback = Feedback is available
casework-stage-closed = Closed

## Writing

casework-write-reply-label = Write to the reporter
casework-reply-hint = The reporter sees this as coming from “{ $name }”. Write nothing that says who else is being asked.
casework-write-reply-send = Send to the reporter
casework-write-reply-sent = Sent. The reporter finds it on the next visit.
casework-reply-empty = Write something, or add a file
casework-write-note-label = Write a note for colleagues
casework-write-note-send = Save the note
casework-write-note-sent = Saved. Only the readers of this case see it.
casework-write-files = Add files
casework-write-files-remove = Remove { $name }
casework-write-too-long = Too long by { $over } letters
casework-write-sealing = Sealing and sending
casework-write-draft-back = Your draft is back.
casework-write-blocked = Writing is off in this case until what is said above is settled.
casework-file-sealing = { $name }: { $percent } %
casework-confirm-title = Confirm receipt
casework-confirm-text = Tells the reporter that people have received the report, and stops the first deadline. It promises nothing else.
casework-confirm-go = Confirm receipt
casework-confirm-done = Receipt confirmed. The reporter reads it on the next visit.
casework-stage-title = Tell the reporter where things stand
casework-stage-label = Where things stand
casework-stage-choose = Choose …
casework-stage-go = Tell the reporter
casework-stage-done = Done. The reporter now reads: { $stage }
casework-stage-nothing = Choose what the reporter shall read
casework-close-title = Close the case
casework-close-text = The reporter reads “Closed” and can still write. Have you told the reporter what came of it?
casework-close-ask = Close this case?
casework-close-go = Close the case
casework-close-done = The case is closed.
casework-closed-text = This case is closed. The reporter can still write, and you can still answer.

## Files

casework-file-open = Show
casework-file-open-named = Show { $name }
casework-file-save = Save
casework-file-save-named = Save { $name }
casework-file-hide = Hide
casework-file-hide-named = Hide { $name }
casework-file-loading = { $percent } % fetched and opened
casework-file-size = { $size }
casework-file-renamed = The name was changed to be harmless.
casework-file-disarmed = A file of this kind can run programs when opened. “.unsafe” was put behind its name so that it does not run by a double click.
casework-file-picture-alt = Picture from the file { $name }, drawn anew
casework-file-picture-note = Drawn anew from the file, without anything hidden in it. { $width } × { $height } pixels.
casework-file-text-cut = Only the beginning is shown.
casework-file-empty = The file is empty.
casework-file-not-shown = Files of this kind are not shown here. Save it and open it on a machine kept for such files.
casework-file-picture-large = The picture is too large to be shown safely.
casework-file-picture-broken = The picture could not be drawn. It may be damaged.
casework-save-title = Before you save this file
casework-save-text-leaves = Outside this page the file is not sealed any more. Backups, search tools and whoever has access to this computer can read it.
casework-save-text-harm = A file from a stranger can do harm. Open it without a network, best on a machine kept for that.
casework-save-text-traces = It may carry traces of who made it. Do not pass it on as it is.
casework-save-go = Save anyway
casework-save-done = Saved as { $name }.

## When the server’s answers do not fit together. Each is a sentence that a person can act on.

casework-finding-title = Something is wrong with this case
casework-finding-lead-stops = This can be a fault, or somebody’s hand. Nothing can be sent from this case until it is settled. Tell the person who signs the list of readers, by voice and not through this system.
casework-finding-lead-grave = This can be a fault, or somebody’s hand. What you write still goes to the reporter and the readers named here, and to nobody else. Tell the person who signs the list of readers, by voice and not through this system.
casework-finding-lead-soft = You can go on reading and writing. Tell whoever runs the server.
casework-finding-reporter = the reporter
casework-finding-closed-title = This case was not opened
casework-finding-unreadable = { $count ->
    [one] One entry cannot be opened. It was sealed with other keys, or is damaged.
   *[other] { $count } entries cannot be opened. They were sealed with other keys, or are damaged.
}
casework-finding-other-case = { $count ->
    [one] One entry belongs to another case and was put into this one. It is not shown.
   *[other] { $count } entries belong to other cases and were put into this one. They are not shown.
}
casework-finding-forged = An entry that claims to be from { $name } does not bear that person’s signature. It is not shown.
casework-finding-stranger = { $name } wrote in this case without ever having been named as one of its readers. The entry is not shown.
casework-finding-left-out = { $name } wrote in this case, though the reporter left this person out. The entry is not shown.
casework-finding-repeated = { $count ->
    [one] One entry was sent twice. It is shown once.
   *[other] { $count } entries were sent more than once. Each is shown once.
}
casework-finding-forked = Two different entries of { $name } claim the same place. One of them was put in.
casework-finding-gap = An entry of { $name } is missing between others, or was exchanged. It was held back, lost, or changed.
casework-finding-dropped = An entry of { $name } that somebody has read is not among what the server sent now. It was held back or lost.
casework-finding-notice-author = An announcement of new readers comes from somebody who may not make one. It does not count.
casework-finding-notice-link = The announcements of who reads this case do not follow on each other. The reporter may have been told something else than you.
casework-finding-notice-left-out = An announcement names somebody the reporter left out as a reader. It does not count.
casework-finding-notice-dropped = An announcement of who reads this case has been taken away.
casework-finding-old-list = { $name } wrote under a list of readers that was out of date then.
casework-finding-attachment-missing = A file that was sent with an entry is not there.
casework-finding-readers-differ = The server’s list of who reads this case differs from the one that was signed. The signed one is shown.
casework-finding-keys-older = The server showed you newer keys of this case before than it does now. Somebody may want you to seal to old ones.
casework-finding-no-own-key = The keys of this case cannot be opened with yours, although the server calls you one of its readers. They were sealed for others, or damaged.
casework-finding-no-report = The report itself is missing, or there is more than one. Without it nobody can tell what is true in this case.
casework-finding-no-signature = The report or the keys of this case do not bear the signature they should. Somebody may have exchanged them.
casework-finding-other-keys = The keys of this case are not those that the conversation names. Somebody may have put others in their place, to read along.
casework-finding-more-keys = The keys of this case are sealed for more or fewer people than the signed list allows. Somebody may have added a reader.
casework-finding-reader-left-out = Somebody whom the reporter left out is named as a reader. Nothing is sealed for that person.
casework-finding-damaged = What the server sent for this case is damaged, or was never made by this program.
casework-finding-no-list = The keys or an entry name a list of readers that your organisation never signed.
`;var kn="casework-",_n=new Set(bn(at).map(t=>t.slice(kn.length)));function vn(t){let e=yn(t,[at]);return(n,o)=>e(kn+n,o)}function ko(t){if(!(t instanceof oe))return"problem-internal";let e=t.failure==="worker-broken"?"problem-worker":t.failure;return _n.has(e)?e:"problem-internal"}function V(t){let{t:e}=b();return t.sentence===null?null:r("div",{class:"note bad",role:"alert",children:[r("p",{children:e(t.sentence)}),t.children]})}function B(){let{ended:t}=b(),[e,n]=y(!1),[o,a]=y(null);return{doing:e,sentence:o,run:async l=>{if(e)return!1;n(!0),a(null);try{return await l(),!0}catch(c){let d=ko(c);return d==="problem-ended"?t():a(d),!1}finally{n(!1)}},clear:()=>a(null)}}function xn(t){let{t:e}=b();return r(se,{id:"save",title:e("save-title"),go:e("save-go"),onGo:t.save,onLeave:t.leave,children:[r("p",{class:"file-name",children:r("bdi",{children:t.name})}),r("ul",{children:[r("li",{children:e("save-text-leaves")}),r("li",{children:e("save-text-harm")}),r("li",{children:e("save-text-traces")}),t.disarmed&&r("li",{children:e("file-disarmed")})]})]})}var _o=2400;function En(t){let{t:e}=b(),n=Qt(t.file.head,t.file.blob.size);return n.show==="picture"?r(vo,{blob:t.file.blob,kind:n.kind,name:t.name}):n.show==="text"?r(To,{blob:t.file.blob,name:t.name}):r("p",{class:"hint",role:"status",children:e({"too-large":"file-picture-large","too-many-pixels":"file-picture-large","other-kind":"file-not-shown",empty:"file-empty"}[n.because])})}function vo(t){let{t:e}=b(),n=F(null),[o,a]=y(null);return D(()=>{let s=!0;return xo(t.blob,t.kind,n.current).then(l=>s&&a(l)),()=>{s=!1}},[t.blob]),r("figure",{class:"shown",children:[r("canvas",{ref:n,role:"img","aria-label":e("file-picture-alt",{name:t.name}),hidden:o==="broken"}),r("figcaption",{class:"hint",children:r("span",{role:"status",children:o==="broken"?e("file-picture-broken"):o!==null&&e("file-picture-note",{width:o.width,height:o.height})})})]})}async function xo(t,e,n){try{let o=await createImageBitmap(t.slice(0,void 0,Jt(e))),{width:a,height:s}=o,l=Math.min(1,_o/Math.max(a,s)),c=n?.getContext("2d");return!n||!c?"broken":(n.width=Math.max(1,Math.round(a*l)),n.height=Math.max(1,Math.round(s*l)),c.drawImage(o,0,0,n.width,n.height),o.close(),{width:a,height:s})}catch{return"broken"}}function To(t){let{t:e}=b(),[n,o]=y(null);return D(()=>{let a=!0;return t.blob.slice(0,524288).text().then(s=>a&&o(ie(s))),()=>{a=!1}},[t.blob]),r("div",{class:"shown",children:[r("pre",{tabIndex:0,role:"region","aria-label":t.name,dir:"auto",children:n}),t.blob.size>524288&&r("p",{class:"hint",children:e("file-text-cut")})]})}function Ae(t){return t.files.length===0?null:r("ul",{class:"files",children:t.files.map(e=>r(So,{caseId:t.caseId,file:e},e.sha256))})}function So({caseId:t,file:e}){let{t:n,desk:o}=b(),{doing:a,sentence:s,run:l}=B(),[c,d]=y(0),[f,u]=y(null),[g,h]=y(!1),[i,m]=y(!1),v=ce(e.name),x=async()=>f!==null?f:(d(0),o.call("openFile",{case:t,sha256:e.sha256},{progress:E=>d(E.part)})),w=()=>l(async()=>u(await x())),T=()=>(h(!1),l(async()=>{Zt((await x()).blob.slice(0,void 0,"application/octet-stream"),v.name),m(!0)}));return r("li",{class:"file",children:[r("span",{class:"file-name",children:r("bdi",{children:v.name})}),r("span",{class:"file-size",children:$e(n,e.length)}),e.there&&!a&&r("span",{class:"file-acts",children:[e.length<=33554432&&r("button",{type:"button",class:"link","aria-expanded":f!==null,"aria-label":f===null?n("file-open-named",{name:v.name}):n("file-hide-named",{name:v.name}),onClick:f===null?w:()=>u(null),children:n(f===null?"file-open":"file-hide")}),r("button",{type:"button",class:"link","aria-label":n("file-save-named",{name:v.name}),onClick:()=>h(!0),children:n("file-save")})]}),!e.there&&r("span",{class:"fault",children:n("finding-attachment-missing")}),v.disarmed&&r("span",{class:"hint",children:n("file-disarmed")}),v.changed&&!v.disarmed&&r("span",{class:"hint",children:n("file-renamed")}),a&&r("div",{class:"file-wait",children:[r("progress",{max:1,value:c,"aria-label":v.name}),r("p",{class:"doing",children:n("file-loading",{percent:Math.round(c*100)})})]}),r(V,{sentence:s}),f!==null&&r(En,{file:f,name:v.name}),i&&r("p",{class:"hint",role:"status",children:n("save-done",{name:v.name})}),g&&r(xn,{name:v.name,disarmed:v.disarmed,save:T,leave:()=>h(!1)})]})}function it(){let{t}=b();return e=>e==="reporter"?t("talk-reporter"):e.name??t("case-unknown-person")}function lt(t){return t.entries.length===0?r("p",{class:"quiet",children:t.none}):r("ol",{class:"talk","aria-label":t.label,children:t.entries.map(e=>r(Co,{caseId:t.caseId,entry:e},e.key))})}function Co({caseId:t,entry:e}){let{t:n}=b(),o=it(),a=o(e.author),{what:s}=e;return s.kind==="stage"?r("li",{class:"event",children:[n("talk-stage",{name:a,stage:n(`stage-${s.stage}`)})," · ",r(j,{day:e.day})]}):s.kind==="readers"?r("li",{class:"event",children:[n("talk-notice",{people:s.people.map(o).join(" · ")})," · ",r(j,{day:e.day})]}):r("li",{class:e.mine?"said mine":"said theirs",children:[r("p",{class:"said-head",children:[r("strong",{children:e.mine?n("talk-you",{name:a}):a})," · ",r(j,{day:e.day})]}),s.text!==""&&r("p",{class:"prose",dir:"auto",children:ie(s.text)}),r(Ae,{caseId:t,files:s.files})]})}function Sn(t){let{t:e}=b(),n=it(),{row:o,readers:a,sleeper:s,leftOut:l,stage:c}=t.view,d=f=>r("ul",{class:"bare people",children:f.map(u=>r("li",{children:u.id===t.me.person?e("case-reader-you",{name:n(u)}):n(u)},u.id))});return r("dl",{class:"facts",children:[r("div",{children:[r("dt",{children:e("case-stage")}),r("dd",{children:r("strong",{children:e(c===null?"case-stage-none":`stage-${c}`)})})]}),r("div",{children:[r("dt",{children:e("case-received")}),r("dd",{children:r(j,{day:o.receivedOn})})]}),r("div",{children:[r("dt",{children:e("case-confirm-by")}),r("dd",{children:o.acknowledged?r("span",{class:"quiet",children:e("case-row-confirmed")}):o.closed?r(j,{day:o.ackDue}):r(le,{day:o.ackDue})})]}),o.feedbackDue!==null&&r("div",{children:[r("dt",{children:e("case-feedback-by")}),r("dd",{children:o.closed?r(j,{day:o.feedbackDue}):r(le,{day:o.feedbackDue})})]}),r("div",{children:[r("dt",{children:e("case-readers")}),r("dd",{children:d(a)})]}),s!==null&&r("div",{children:[r("dt",{children:e("case-sleeper")}),r("dd",{children:d([s])})]}),r("div",{children:[r("dt",{children:e("case-left-out")}),r("dd",{children:l.length===0?e("case-left-out-nobody"):d(l)})]})]})}var No=["keys-older","stranger","left-out"],$o=["other-case","forged","forked","gap","notice-author","notice-link","notice-left-out","notice-dropped"];var Do=["stops","grave","soft"];function Io({code:t}){return No.some(e=>e===t)?"stops":$o.some(e=>e===t)?"grave":"soft"}function Cn(t){let e=t.map(Io);return Do.find(n=>e.includes(n))??"soft"}function Nn(t){let{t:e}=b();if(t.findings.length===0)return null;let n=Cn(t.findings);return r("section",{class:n==="soft"?"note warn findings":"note bad findings",role:"alert","aria-labelledby":"findings-title",children:[r("h2",{id:"findings-title",children:e("finding-title")}),r("ul",{children:t.findings.map(o=>r("li",{children:e(`finding-${o.code}`,{name:o.reporter?e("finding-reporter"):o.name??e("case-unknown-person"),count:o.count??1})},`${o.code}/${o.reporter??""}/${o.name??""}`))}),r("p",{children:e(`finding-lead-${n}`)})]})}function Dn(t,e,n){let o=e===null?new Map:Ro(e),a=(s,l)=>s[n]??s.en??Object.values(s)[0]??l;return t.map(({question:s,value:l})=>{let c=o.get(s),d=c===void 0?s:a(c.title,s);if(c===void 0||c.options.size===0)return{question:s,label:d,values:[l],chosen:!1};let f=l.split(`
`).map(u=>a(c.options.get(u)??{},u));return{question:s,label:d,values:f,chosen:!0}})}function Ro(t){let e=new Map;try{for(let n of $n(Pe(JSON.parse(t)).questions)){let{id:o,title:a,options:s}=Pe(n);typeof o=="string"&&e.set(o,{title:In(a),options:new Map($n(s).map(Ao))})}}catch{return new Map}return e}function Ao(t){let{value:e,title:n}=Pe(t);return[typeof e=="string"?e:"",In(n)]}function Pe(t){return typeof t=="object"&&t!==null?t:{}}function $n(t){return Array.isArray(t)?t:[]}function In(t){return Object.fromEntries(Object.entries(Pe(t)).filter(e=>typeof e[1]=="string"))}function Rn(t){let{t:e,language:n}=b(),{report:o}=t;return r("section",{"aria-labelledby":"report-title",children:[r("h2",{id:"report-title",children:e("report-title")}),r("p",{class:"quiet small",children:e("report-on",{day:et(o.day,n)})}),t.questions===null&&r("p",{class:"hint",children:e("report-no-labels")}),r("dl",{class:"answers",children:Dn(o.answers,t.questions,n).map(a=>r("div",{children:[r("dt",{children:a.label}),r("dd",{dir:"auto",children:a.chosen&&a.values.length>1?r("ul",{class:"values",children:a.values.map(s=>r("li",{children:s},s))}):ie(a.values.join(`
`))})]},a.question))}),o.files.length>0&&r(S,{children:[r("h3",{children:e("talk-attachments")}),r(Ae,{caseId:t.caseId,files:o.files})]})]})}var An=["confirmed","assessing","question","investigating","acting","feedback","closed"];function Pn(t){return An.some(e=>e===t)}function On(t,e){return e?An.filter(n=>n!=="confirmed"&&n!==t):["confirmed"]}function Mn(t){let{t:e,desk:n}=b(),{row:o,stage:a}=t.view,{doing:s,sentence:l,run:c}=B(),[d,f]=y(null),[u,g]=y(!1),[h,i]=y(null),[m,v]=y(!1),x=(E,_)=>c(async()=>{i(null);let P=await n.call("write",{case:o.case,writing:{kind:"stage",stage:E}});v(!1),f(null),i(_),t.written(P)}),w=E=>{E.preventDefault(),g(d===null),d!==null&&x(d,e("stage-done",{stage:e(`stage-${d}`)}))},T=On(a,o.acknowledged).filter(E=>E!=="closed");return r("div",{class:"stage-box",children:[!o.acknowledged&&!o.closed?r(S,{children:[r("h2",{children:e("confirm-title")}),r("p",{children:e("confirm-text")}),r("button",{type:"button",class:"button",disabled:s,onClick:()=>x("confirmed",e("confirm-done")),children:e("confirm-go")})]}):r("form",{onSubmit:w,noValidate:!0,children:[r("h2",{children:e("stage-title")}),r(z,{id:"stage",label:e("stage-label"),fault:u?e("stage-nothing"):void 0,control:E=>r("select",{id:"stage","aria-describedby":E,value:d??"",disabled:s,onChange:_=>(g(!1),f(Pn(_.currentTarget.value)?_.currentTarget.value:null)),children:[r("option",{value:"",children:e("stage-choose")}),T.map(_=>r("option",{value:_,children:e(`stage-${_}`)},_))]})}),r("div",{class:"stage-acts",children:[r("button",{type:"submit",class:"button second",disabled:s,children:e("stage-go")}),!o.closed&&r("button",{type:"button",class:"link",disabled:s,onClick:()=>v(!0),children:e("close-title")})]})]}),s&&!m&&r("p",{class:"wait small",children:e("busy")}),!m&&r(V,{sentence:l}),r("p",{class:"small good",role:"status",children:h}),m&&r(se,{id:"close",title:e("close-ask"),go:e("close-go"),doing:s,onGo:()=>{x("closed",e("close-done"))},onLeave:()=>v(!1),children:[r("p",{children:e("close-text")}),r(V,{sentence:l})]})]})}function ct(t){let{t:e,desk:n,drafts:o}=b(),{caseId:a,kind:s}=t,[l,c]=y(()=>o.take(a,s)),[d,f]=y(()=>l.text!==""||l.files.length>0),[u,g]=y(!1),[h,i]=y(!1),[m,v]=y(null),x=F(null),{doing:w,sentence:T,run:E}=B(),_=R=>{o.keep(a,s,R),c(R),g(!1),i(!1),f(!1)},P=()=>{_({...l,files:[...l.files,...x.current?.files??[]]}),x.current&&(x.current.value="")};return r("form",{class:"write",onSubmit:async R=>{if(R.preventDefault(),l.text.trim()===""&&l.files.length===0){g(!0);return}await E(async()=>{let $=await n.call("write",{case:a,writing:{kind:s,...l}},{progress:p=>p.step==="sealing"&&v(p)});_({text:"",files:[]}),i(!0),t.written($)}),v(null)},noValidate:!0,children:[r(q,{title:e("faults-title"),faults:u?[{text:e("reply-empty"),at:`write-${s}`}]:[]}),r(z,{id:`write-${s}`,label:e(`write-${s}-label`),hint:s==="reply"?e("reply-hint",{name:t.name}):void 0,fault:u?e("reply-empty"):void 0,control:R=>r(Oo,{id:`write-${s}`,described:R,text:l.text,locked:w,typed:$=>_({...l,text:$})})}),d&&r("p",{class:"hint",role:"status",children:e("write-draft-back")}),l.files.length>0&&r("ul",{class:"files",children:l.files.map((R,$)=>r("li",{children:[r("span",{class:"file-name",children:ce(R.name).name}),r("span",{class:"file-size",children:$e(e,R.size)}),!w&&r("button",{type:"button",class:"link",onClick:()=>_({...l,files:l.files.filter((p,k)=>k!==$)}),children:e("write-files-remove",{name:ce(R.name).name})})]},$))}),r(V,{sentence:T}),w?r(Po,{progress:m}):null,r("div",{class:"write-acts",children:[r("button",{type:"submit",class:s==="reply"?"button":"button second",disabled:w,children:e(`write-${s}-send`)}),r("label",{class:w?"picker off":"picker",children:[r("input",{ref:x,type:"file",multiple:!0,class:"unseen",disabled:w,onChange:P}),r("span",{children:e("write-files")})]})]}),r("p",{class:"quiet small",role:"status",children:h&&e(`write-${s}-sent`)})]})}function Po(t){let{t:e}=b(),{progress:n}=t,o=n===null?e("busy"):e("file-sealing",{name:ce(n.name).name,percent:Math.round(n.part*100)});return r("div",{children:[r("progress",{max:1,"aria-label":e("write-sealing"),...n===null?{}:{value:n.part}}),r("p",{class:"doing",children:o})]})}function Oo(t){let e=F(null);return D(()=>{let n=e.current;n!==null&&(n.style.height="auto",n.style.height=`${Math.min(n.scrollHeight+4,innerHeight*.6)}px`)},[t.text]),r("textarea",{ref:e,id:t.id,rows:3,dir:"auto",spellcheck:!1,autocomplete:"off","aria-describedby":t.described,value:t.text,readOnly:t.locked,onInput:n=>t.typed(n.currentTarget.value)})}function re(t){return t.closed?"closed":t.acknowledged?"confirmed":"new"}function Fn(t){return t.closed?null:t.acknowledged?t.feedbackDue===null?null:{what:"feedback",day:t.feedbackDue}:{what:"confirm",day:t.ackDue}}function Mo(t,e){switch(e){case"all":return!0;case"open":return!t.closed;case"new":return re(t)==="new";case"closed":return t.closed}}function ut(t,e){return t.case<e.case?-1:t.case>e.case?1:0}function Fo(t,e){let n=Fn(t)?.day??Number.POSITIVE_INFINITY,o=Fn(e)?.day??Number.POSITIVE_INFINITY;return n!==o?n<o?-1:1:e.receivedOn-t.receivedOn||ut(t,e)}var Lo={due:Fo,"received-newest":(t,e)=>e.receivedOn-t.receivedOn||ut(t,e),"received-oldest":(t,e)=>t.receivedOn-e.receivedOn||ut(t,e)};function Ln(t,e,n){return t.filter(o=>Mo(o,e)).sort(Lo[n])}function Vn(t){let e={open:0,new:0,closed:0,all:t.length};for(let n of t)n.closed?e.closed+=1:e.open+=1,re(n)==="new"&&(e.new+=1);return e}function Oe(t){return`${t.slice(0,4)} ${t.slice(4,8)}`}function Wn(t){let{t:e,desk:n}=b(),[o,a]=y(null),[s,l]=y(0),{doing:c,sentence:d,run:f}=B(),u=Oe(t.id);K(`case/${t.id}`,`${e("case-title",{name:u})} · ${e("console-name")}`);let g=h=>f(async()=>{let i=await n.call("openCase",{case:t.id},{progress:m=>h()&&l(m.part)});h()&&a(i)});return D(()=>{let h=!0;return g(()=>h),()=>{h=!1}},[t.id]),r(S,{children:[r("a",{class:"back",href:"#/",children:e("back-to-cases")}),r("div",{class:"case-head",children:[r("h1",{tabIndex:-1,children:e("case-title",{name:u})}),o&&r("span",{class:re(o.row)==="new"?"badge warn":"badge",children:e(`case-state-${re(o.row)}`)}),o&&r("button",{type:"button",class:"link small",disabled:c,onClick:()=>g(()=>!0),children:e("reload")})]}),o===null&&d===null&&r(ae,{id:"opening",label:e("case-opening"),...s===0?{}:{part:s},line:e("case-opening-checks")}),d?.startsWith("finding-")?r("section",{class:"note bad",role:"alert","aria-labelledby":"closed-title",children:[r("h2",{id:"closed-title",children:e("finding-closed-title")}),r("p",{children:e(d)}),r("p",{children:e("finding-lead-stops")})]}):r(V,{sentence:d,children:r("button",{type:"button",class:"link",onClick:()=>g(()=>!0),children:e("reload")})}),o&&r(Vo,{view:o,me:t.me,written:a})]})}function Vo(t){let{t:e}=b(),{view:n,me:o,written:a}=t,s=n.row.case;return r(S,{children:[r(Nn,{findings:n.findings}),n.first&&r("p",{class:"note",role:"status",children:e("case-first")}),r("div",{class:"case",children:[r("aside",{class:"case-side","aria-label":e("case-facts"),children:[r(Sn,{view:n,me:o}),n.writable&&r(Mn,{view:n,written:a},s)]}),r("div",{class:"case-main",children:[n.report&&r(Rn,{caseId:s,report:n.report,questions:n.questions}),r("section",{"aria-labelledby":"talk-title",children:[r("h2",{id:"talk-title",children:e("talk-title")}),n.row.closed&&r("p",{class:"quiet",children:e("closed-text")}),r(lt,{caseId:s,entries:n.talk,label:e("talk-title"),none:e("talk-none")}),n.writable?r(ct,{caseId:s,kind:"reply",name:o.name,written:a},s):r("p",{class:"note warn",children:e("write-blocked")})]}),r("section",{class:"inner","aria-labelledby":"notes-title",children:[r("h2",{id:"notes-title",children:e("notes-title")}),r("p",{class:"quiet small",children:e("notes-hint")}),r(lt,{caseId:s,entries:n.notes,label:e("notes-title"),none:e("notes-none")}),n.writable&&r(ct,{caseId:s,kind:"note",name:o.name,written:a},s)]})]})]})]})}function dt(t,e,n,o){if(o===0||n<=0)return{first:0,end:0,above:0,below:0};let a=Math.max(0,Math.min(Math.floor(t/n),o-1)),s=Math.ceil(Math.max(0,e)/n)+1,l=Math.max(0,a-8),c=Math.min(o,a+s+8);return{first:l,end:c,above:l*n,below:(o-c)*n}}function zn(t,e,n,o){if(o===0)return null;let a=Wo(t,e,Math.max(1,n),o);return a===null?null:Math.max(0,Math.min(o-1,a))}function Wo(t,e,n,o){switch(t){case"ArrowDown":case"j":return e+1;case"ArrowUp":case"k":return e-1;case"PageDown":return e+n;case"PageUp":return e-n;case"Home":return 0;case"End":return o-1;default:return null}}var zo=200,Un=["case","state","received","confirm","feedback"];function ft(t){return t.querySelector("[role=row]")?.offsetHeight??48}function Uo(t,e){if(e<=zo)return{first:0,end:e,above:0,below:0};let n=ft(t),o=t.getBoundingClientRect().top;return dt(Math.max(0,-o),Math.min(innerHeight,innerHeight-o),n,e)}var Bo=(t,e)=>t.first===e.first&&t.end===e.end&&t.above===e.above&&t.below===e.below;function Bn(t){let{t:e}=b(),{rows:n}=t,o=F(null),[a,s]=y(()=>dt(0,900,48,n.length)),[l,c]=y(0),d=F(null),f=F(t.last),u=Math.min(l,Math.max(0,n.length-1));qt(()=>{let i=()=>{if(o.current===null)return;let m=Uo(o.current,n.length);s(v=>Bo(v,m)?v:m)};return i(),addEventListener("scroll",i,{passive:!0}),addEventListener("resize",i),()=>{removeEventListener("scroll",i),removeEventListener("resize",i)}},[n]),D(()=>{if(d.current===null)return;let i=o.current?.querySelector(`[data-row="${d.current}"] a`);i!=null&&(d.current=null,i.focus({preventScroll:!0}),i.closest("[role=row]")?.scrollIntoView({block:"nearest"}))});let g=i=>{o.current!==null&&(d.current=i,c(i),(i<a.first||i>=a.end)&&scrollTo({top:scrollY+o.current.getBoundingClientRect().top+i*ft(o.current)-innerHeight/2}))};D(()=>{let i=f.current===null?-1:n.findIndex(m=>m.case===f.current);i<0||(f.current=null,g(i))},[n]);let h=i=>{if(i.ctrlKey||i.metaKey||i.altKey||o.current===null)return;let m=zn(i.key,u,Math.floor(innerHeight/ft(o.current))-2,n.length);m!==null&&(i.preventDefault(),g(m))};return r("div",{class:"rows",role:"table","aria-describedby":"rows-keys","aria-label":e("cases-table",{count:n.length}),"aria-rowcount":n.length+1,"aria-colcount":Un.length,children:[r("div",{role:"rowgroup",class:"rows-head",children:r("div",{role:"row","aria-rowindex":1,class:"row",children:Un.map(i=>r("span",{role:"columnheader",children:e(`cases-column-${i}`)},i))})}),r("div",{role:"rowgroup",ref:o,onKeyDown:h,style:{paddingTop:`${a.above}px`,paddingBottom:`${a.below}px`},children:n.slice(a.first,a.end).map((i,m)=>r(jo,{row:i,place:a.first+m,active:a.first+m===u,focused:()=>c(a.first+m),opened:()=>t.opened(i.case)},i.case))})]})}function jo(t){let{t:e}=b(),{row:n}=t,o=re(n);return r("div",{role:"row",class:`row ${o}`,"aria-rowindex":t.place+2,"data-row":t.place,children:[r("span",{role:"cell",children:r("a",{class:"mono",href:`#/case/${n.case}`,tabIndex:t.active?0:-1,onFocus:t.focused,onClick:t.opened,children:Oe(n.case)})}),r("span",{role:"cell",children:r("span",{class:o==="new"?"badge warn":"badge",children:e(`case-state-${o}`)})}),r("span",{role:"cell","data-label":e("cases-column-received"),children:r(j,{day:n.receivedOn})}),r("span",{role:"cell",class:o==="new"?"":"wide-only","data-label":e("cases-column-confirm"),children:o==="new"?r(le,{day:n.ackDue}):r("span",{class:"quiet",children:n.acknowledged?e("case-row-confirmed"):e("case-row-none")})}),r("span",{role:"cell",class:o==="confirmed"?"":"wide-only","data-label":e("cases-column-feedback"),children:n.feedbackDue!==null&&!n.closed?o==="new"?r(j,{day:n.feedbackDue}):r(le,{day:n.feedbackDue}):r("span",{class:"quiet",children:e("case-row-none")})})]})}var qo=["open","new","closed","all"],jn=["due","received-newest","received-oldest"];function qn(t){let{t:e,desk:n}=b();K("cases",`${e("cases-title")} · ${e("console-name")}`);let[o,a]=y(null),[s,l]=y(!0),[{shown:c,order:d},f]=y({...t.choice}),{doing:u,sentence:g,run:h}=B(),i=w=>h(async()=>{let T=null,E=new Map;do{let _=await n.call("cases",{after:T});if(!w())return;for(let P of _.rows)E.set(P.case,P);T=_.next,l(T!==null),a([...E.values()])}while(T!==null)});D(()=>{let w=!0;return i(()=>w),()=>{w=!1}},[]);let m=w=>{Object.assign(t.choice,w),f(w),scrollTo({top:0})},v=Ne(()=>Vn(o??[]),[o]),x=Ne(()=>Ln(o??[],c,d),[o,c,d]);return r(S,{children:[r("div",{class:"case-head",children:[r("h1",{tabIndex:-1,children:e("cases-title")}),r("button",{type:"button",class:"link small",disabled:u,onClick:()=>i(()=>!0),children:e("reload")})]}),r(V,{sentence:g,children:r("button",{type:"button",class:"link",onClick:()=>i(()=>!0),children:e("try-again")})}),o===null&&g===null&&r("p",{class:"wait",children:e("busy")}),o!==null&&o.length===0&&!s&&r("p",{class:"lead",children:e("cases-none")}),o!==null&&o.length>0&&r(S,{children:[r("div",{class:"list-bar",children:[r("fieldset",{class:"chips",children:[r("legend",{class:"unseen",children:e("cases-shown")}),qo.map(w=>r("label",{class:"chip",children:[r("input",{type:"radio",name:"shown",value:w,checked:c===w,onChange:()=>m({shown:w,order:d})}),r("span",{children:e(`cases-shown-${w}`,{count:v[w]})})]},w))]}),r("label",{class:"order",children:[r("span",{children:e("cases-order")}),r("select",{value:d,onChange:w=>m({shown:c,order:jn.find(T=>T===w.currentTarget.value)??"due"}),children:jn.map(w=>r("option",{value:w,children:e(`cases-order-${w}`)},w))})]})]}),s&&r("p",{class:"wait small",children:e("cases-loading",{count:o.length})}),x.length===0?r("p",{class:"lead",children:e("cases-none-shown")}):r(Bn,{rows:x,last:t.choice.last,opened:w=>t.choice.last=w}),r("p",{class:"quiet small keys",id:"rows-keys",children:e("cases-keys")})]})]})}function Hn(t,e){if(t.length!==2048)throw new Error(`the list has ${t.length} words, not 2048`);let n=e(new Uint8Array(12)),o=new DataView(n.buffer,n.byteOffset,n.byteLength);return Array.from({length:6},(a,s)=>t[o.getUint16(s*2)%2048]??"")}function Kn(t){for(;;){let[e=0,n=0]=t(new Uint8Array(2));if(e>=252||n>=252)continue;let o=[e%6,n%6];if(o[0]!==o[1])return o[0]<o[1]?o:[o[1],o[0]]}}function Gn(t,e){return t.normalize("NFKC").trim().toLowerCase()===e}function Me(t){return t*Math.log2(10)}function Yn(t){let{t:e}=b(),[n]=y(()=>Kn(f=>crypto.getRandomValues(f))),[o,a]=y(["",""]),[s,l]=y([]),c=f=>{f.preventDefault();let u=n.flatMap((g,h)=>Gn(o[h]??"",t.words[g]??"")?[]:[{text:e("enrol-ask-wrong",{place:g+1}),at:`asked-${g}`}]);l(u),u.length===0&&t.go()},d=(f,u)=>a(o.map((g,h)=>h===f?u:g));return r("form",{onSubmit:c,noValidate:!0,children:[r("button",{type:"button",class:"back",onClick:t.back,children:e("enrol-ask-back")}),r("h1",{tabIndex:-1,children:e("enrol-ask-title")}),r("p",{children:e("enrol-ask-text")}),r(q,{title:e("faults-title"),faults:s}),n.map((f,u)=>r(z,{id:`asked-${f}`,label:e("enrol-ask-word",{place:f+1}),fault:s.find(g=>g.at===`asked-${f}`)?.text,control:g=>r("input",{id:`asked-${f}`,class:"short",type:"text",autocomplete:"off",autocapitalize:"none",spellcheck:!1,"aria-describedby":g,value:o[u]??"",onInput:h=>d(u,h.currentTarget.value)})},f)),r("div",{class:"actions",children:r("button",{class:"button",type:"submit",children:e("enrol-next")})})]})}function Zn(t){let{t:e}=b(),[n,o]=y(""),[a,s]=y(void 0),l=d=>d.normalize("NFKC").replace(/\s+/gu," ").trim();return r("form",{onSubmit:d=>{d.preventDefault(),l(n)===l(t.passphrase)?t.go():s(e("enrol-own-differs"))},noValidate:!0,children:[r("button",{type:"button",class:"back",onClick:t.back,children:e("back")}),r("h1",{tabIndex:-1,children:e("enrol-ask-title")}),r(q,{title:e("faults-title"),faults:a===void 0?[]:[{text:a,at:"own-again"}]}),r(z,{id:"own-again",label:e("enrol-own-again"),fault:a,control:d=>r("textarea",{id:"own-again",class:"one-line",rows:2,autocomplete:"off",autocapitalize:"none",spellcheck:!1,"aria-describedby":d,value:n,onInput:f=>o(f.currentTarget.value)})}),r("div",{class:"actions",children:r("button",{class:"button",type:"submit",children:e("enrol-next")})})]})}function Xn(t){return t.normalize("NFKC").trim().toLowerCase()}function Qn(t){return/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{1,63}$/u.test(t)}var Ho=["handler","fallback","governing","custodian","officer"];function Ko(t,e,n){let o=e.map(a=>Ho.includes(a)?t(`enrol-role-${a}`):a);return new Intl.ListFormat(n).format(o)}function Jn(t){let{t:e,language:n}=b(),[o,a]=y(t.name),[s,l]=y(void 0);return r("form",{onSubmit:d=>{d.preventDefault();let f=Xn(o);Qn(f)?t.go(f):l(e("enrol-name-fault"))},noValidate:!0,children:[r("h1",{tabIndex:-1,children:e("enrol-title")}),r("p",{class:"lead",children:e("enrol-hello",{name:t.invitation.name})}),r("p",{children:e("enrol-roles",{roles:Ko(e,t.invitation.roles,n)})}),r(q,{title:e("faults-title"),faults:s===void 0?[]:[{text:s,at:"new-name"}]}),r(z,{id:"new-name",label:e("enrol-name-title"),hint:e("enrol-name-hint",{name:t.invitation.name}),fault:s,control:d=>r("input",{id:"new-name",type:"text",autocomplete:"username",autocapitalize:"none",spellcheck:!1,"aria-describedby":d,value:o,onInput:f=>a(f.currentTarget.value)})}),r("div",{class:"actions",children:r("button",{class:"button",type:"submit",children:e("enrol-next")})})]})}var pt=Object.freeze(`abandon
ability
able
about
above
absent
absorb
abstract
absurd
abuse
access
accident
account
accuse
achieve
acid
acoustic
acquire
across
act
action
actor
actress
actual
adapt
add
addict
address
adjust
admit
adult
advance
advice
aerobic
affair
afford
afraid
again
age
agent
agree
ahead
aim
air
airport
aisle
alarm
album
alcohol
alert
alien
all
alley
allow
almost
alone
alpha
already
also
alter
always
amateur
amazing
among
amount
amused
analyst
anchor
ancient
anger
angle
angry
animal
ankle
announce
annual
another
answer
antenna
antique
anxiety
any
apart
apology
appear
apple
approve
april
arch
arctic
area
arena
argue
arm
armed
armor
army
around
arrange
arrest
arrive
arrow
art
artefact
artist
artwork
ask
aspect
assault
asset
assist
assume
asthma
athlete
atom
attack
attend
attitude
attract
auction
audit
august
aunt
author
auto
autumn
average
avocado
avoid
awake
aware
away
awesome
awful
awkward
axis
baby
bachelor
bacon
badge
bag
balance
balcony
ball
bamboo
banana
banner
bar
barely
bargain
barrel
base
basic
basket
battle
beach
bean
beauty
because
become
beef
before
begin
behave
behind
believe
below
belt
bench
benefit
best
betray
better
between
beyond
bicycle
bid
bike
bind
biology
bird
birth
bitter
black
blade
blame
blanket
blast
bleak
bless
blind
blood
blossom
blouse
blue
blur
blush
board
boat
body
boil
bomb
bone
bonus
book
boost
border
boring
borrow
boss
bottom
bounce
box
boy
bracket
brain
brand
brass
brave
bread
breeze
brick
bridge
brief
bright
bring
brisk
broccoli
broken
bronze
broom
brother
brown
brush
bubble
buddy
budget
buffalo
build
bulb
bulk
bullet
bundle
bunker
burden
burger
burst
bus
business
busy
butter
buyer
buzz
cabbage
cabin
cable
cactus
cage
cake
call
calm
camera
camp
can
canal
cancel
candy
cannon
canoe
canvas
canyon
capable
capital
captain
car
carbon
card
cargo
carpet
carry
cart
case
cash
casino
castle
casual
cat
catalog
catch
category
cattle
caught
cause
caution
cave
ceiling
celery
cement
census
century
cereal
certain
chair
chalk
champion
change
chaos
chapter
charge
chase
chat
cheap
check
cheese
chef
cherry
chest
chicken
chief
child
chimney
choice
choose
chronic
chuckle
chunk
churn
cigar
cinnamon
circle
citizen
city
civil
claim
clap
clarify
claw
clay
clean
clerk
clever
click
client
cliff
climb
clinic
clip
clock
clog
close
cloth
cloud
clown
club
clump
cluster
clutch
coach
coast
coconut
code
coffee
coil
coin
collect
color
column
combine
come
comfort
comic
common
company
concert
conduct
confirm
congress
connect
consider
control
convince
cook
cool
copper
copy
coral
core
corn
correct
cost
cotton
couch
country
couple
course
cousin
cover
coyote
crack
cradle
craft
cram
crane
crash
crater
crawl
crazy
cream
credit
creek
crew
cricket
crime
crisp
critic
crop
cross
crouch
crowd
crucial
cruel
cruise
crumble
crunch
crush
cry
crystal
cube
culture
cup
cupboard
curious
current
curtain
curve
cushion
custom
cute
cycle
dad
damage
damp
dance
danger
daring
dash
daughter
dawn
day
deal
debate
debris
decade
december
decide
decline
decorate
decrease
deer
defense
define
defy
degree
delay
deliver
demand
demise
denial
dentist
deny
depart
depend
deposit
depth
deputy
derive
describe
desert
design
desk
despair
destroy
detail
detect
develop
device
devote
diagram
dial
diamond
diary
dice
diesel
diet
differ
digital
dignity
dilemma
dinner
dinosaur
direct
dirt
disagree
discover
disease
dish
dismiss
disorder
display
distance
divert
divide
divorce
dizzy
doctor
document
dog
doll
dolphin
domain
donate
donkey
donor
door
dose
double
dove
draft
dragon
drama
drastic
draw
dream
dress
drift
drill
drink
drip
drive
drop
drum
dry
duck
dumb
dune
during
dust
dutch
duty
dwarf
dynamic
eager
eagle
early
earn
earth
easily
east
easy
echo
ecology
economy
edge
edit
educate
effort
egg
eight
either
elbow
elder
electric
elegant
element
elephant
elevator
elite
else
embark
embody
embrace
emerge
emotion
employ
empower
empty
enable
enact
end
endless
endorse
enemy
energy
enforce
engage
engine
enhance
enjoy
enlist
enough
enrich
enroll
ensure
enter
entire
entry
envelope
episode
equal
equip
era
erase
erode
erosion
error
erupt
escape
essay
essence
estate
eternal
ethics
evidence
evil
evoke
evolve
exact
example
excess
exchange
excite
exclude
excuse
execute
exercise
exhaust
exhibit
exile
exist
exit
exotic
expand
expect
expire
explain
expose
express
extend
extra
eye
eyebrow
fabric
face
faculty
fade
faint
faith
fall
false
fame
family
famous
fan
fancy
fantasy
farm
fashion
fat
fatal
father
fatigue
fault
favorite
feature
february
federal
fee
feed
feel
female
fence
festival
fetch
fever
few
fiber
fiction
field
figure
file
film
filter
final
find
fine
finger
finish
fire
firm
first
fiscal
fish
fit
fitness
fix
flag
flame
flash
flat
flavor
flee
flight
flip
float
flock
floor
flower
fluid
flush
fly
foam
focus
fog
foil
fold
follow
food
foot
force
forest
forget
fork
fortune
forum
forward
fossil
foster
found
fox
fragile
frame
frequent
fresh
friend
fringe
frog
front
frost
frown
frozen
fruit
fuel
fun
funny
furnace
fury
future
gadget
gain
galaxy
gallery
game
gap
garage
garbage
garden
garlic
garment
gas
gasp
gate
gather
gauge
gaze
general
genius
genre
gentle
genuine
gesture
ghost
giant
gift
giggle
ginger
giraffe
girl
give
glad
glance
glare
glass
glide
glimpse
globe
gloom
glory
glove
glow
glue
goat
goddess
gold
good
goose
gorilla
gospel
gossip
govern
gown
grab
grace
grain
grant
grape
grass
gravity
great
green
grid
grief
grit
grocery
group
grow
grunt
guard
guess
guide
guilt
guitar
gun
gym
habit
hair
half
hammer
hamster
hand
happy
harbor
hard
harsh
harvest
hat
have
hawk
hazard
head
health
heart
heavy
hedgehog
height
hello
helmet
help
hen
hero
hidden
high
hill
hint
hip
hire
history
hobby
hockey
hold
hole
holiday
hollow
home
honey
hood
hope
horn
horror
horse
hospital
host
hotel
hour
hover
hub
huge
human
humble
humor
hundred
hungry
hunt
hurdle
hurry
hurt
husband
hybrid
ice
icon
idea
identify
idle
ignore
ill
illegal
illness
image
imitate
immense
immune
impact
impose
improve
impulse
inch
include
income
increase
index
indicate
indoor
industry
infant
inflict
inform
inhale
inherit
initial
inject
injury
inmate
inner
innocent
input
inquiry
insane
insect
inside
inspire
install
intact
interest
into
invest
invite
involve
iron
island
isolate
issue
item
ivory
jacket
jaguar
jar
jazz
jealous
jeans
jelly
jewel
job
join
joke
journey
joy
judge
juice
jump
jungle
junior
junk
just
kangaroo
keen
keep
ketchup
key
kick
kid
kidney
kind
kingdom
kiss
kit
kitchen
kite
kitten
kiwi
knee
knife
knock
know
lab
label
labor
ladder
lady
lake
lamp
language
laptop
large
later
latin
laugh
laundry
lava
law
lawn
lawsuit
layer
lazy
leader
leaf
learn
leave
lecture
left
leg
legal
legend
leisure
lemon
lend
length
lens
leopard
lesson
letter
level
liar
liberty
library
license
life
lift
light
like
limb
limit
link
lion
liquid
list
little
live
lizard
load
loan
lobster
local
lock
logic
lonely
long
loop
lottery
loud
lounge
love
loyal
lucky
luggage
lumber
lunar
lunch
luxury
lyrics
machine
mad
magic
magnet
maid
mail
main
major
make
mammal
man
manage
mandate
mango
mansion
manual
maple
marble
march
margin
marine
market
marriage
mask
mass
master
match
material
math
matrix
matter
maximum
maze
meadow
mean
measure
meat
mechanic
medal
media
melody
melt
member
memory
mention
menu
mercy
merge
merit
merry
mesh
message
metal
method
middle
midnight
milk
million
mimic
mind
minimum
minor
minute
miracle
mirror
misery
miss
mistake
mix
mixed
mixture
mobile
model
modify
mom
moment
monitor
monkey
monster
month
moon
moral
more
morning
mosquito
mother
motion
motor
mountain
mouse
move
movie
much
muffin
mule
multiply
muscle
museum
mushroom
music
must
mutual
myself
mystery
myth
naive
name
napkin
narrow
nasty
nation
nature
near
neck
need
negative
neglect
neither
nephew
nerve
nest
net
network
neutral
never
news
next
nice
night
noble
noise
nominee
noodle
normal
north
nose
notable
note
nothing
notice
novel
now
nuclear
number
nurse
nut
oak
obey
object
oblige
obscure
observe
obtain
obvious
occur
ocean
october
odor
off
offer
office
often
oil
okay
old
olive
olympic
omit
once
one
onion
online
only
open
opera
opinion
oppose
option
orange
orbit
orchard
order
ordinary
organ
orient
original
orphan
ostrich
other
outdoor
outer
output
outside
oval
oven
over
own
owner
oxygen
oyster
ozone
pact
paddle
page
pair
palace
palm
panda
panel
panic
panther
paper
parade
parent
park
parrot
party
pass
patch
path
patient
patrol
pattern
pause
pave
payment
peace
peanut
pear
peasant
pelican
pen
penalty
pencil
people
pepper
perfect
permit
person
pet
phone
photo
phrase
physical
piano
picnic
picture
piece
pig
pigeon
pill
pilot
pink
pioneer
pipe
pistol
pitch
pizza
place
planet
plastic
plate
play
please
pledge
pluck
plug
plunge
poem
poet
point
polar
pole
police
pond
pony
pool
popular
portion
position
possible
post
potato
pottery
poverty
powder
power
practice
praise
predict
prefer
prepare
present
pretty
prevent
price
pride
primary
print
priority
prison
private
prize
problem
process
produce
profit
program
project
promote
proof
property
prosper
protect
proud
provide
public
pudding
pull
pulp
pulse
pumpkin
punch
pupil
puppy
purchase
purity
purpose
purse
push
put
puzzle
pyramid
quality
quantum
quarter
question
quick
quit
quiz
quote
rabbit
raccoon
race
rack
radar
radio
rail
rain
raise
rally
ramp
ranch
random
range
rapid
rare
rate
rather
raven
raw
razor
ready
real
reason
rebel
rebuild
recall
receive
recipe
record
recycle
reduce
reflect
reform
refuse
region
regret
regular
reject
relax
release
relief
rely
remain
remember
remind
remove
render
renew
rent
reopen
repair
repeat
replace
report
require
rescue
resemble
resist
resource
response
result
retire
retreat
return
reunion
reveal
review
reward
rhythm
rib
ribbon
rice
rich
ride
ridge
rifle
right
rigid
ring
riot
ripple
risk
ritual
rival
river
road
roast
robot
robust
rocket
romance
roof
rookie
room
rose
rotate
rough
round
route
royal
rubber
rude
rug
rule
run
runway
rural
sad
saddle
sadness
safe
sail
salad
salmon
salon
salt
salute
same
sample
sand
satisfy
satoshi
sauce
sausage
save
say
scale
scan
scare
scatter
scene
scheme
school
science
scissors
scorpion
scout
scrap
screen
script
scrub
sea
search
season
seat
second
secret
section
security
seed
seek
segment
select
sell
seminar
senior
sense
sentence
series
service
session
settle
setup
seven
shadow
shaft
shallow
share
shed
shell
sheriff
shield
shift
shine
ship
shiver
shock
shoe
shoot
shop
short
shoulder
shove
shrimp
shrug
shuffle
shy
sibling
sick
side
siege
sight
sign
silent
silk
silly
silver
similar
simple
since
sing
siren
sister
situate
six
size
skate
sketch
ski
skill
skin
skirt
skull
slab
slam
sleep
slender
slice
slide
slight
slim
slogan
slot
slow
slush
small
smart
smile
smoke
smooth
snack
snake
snap
sniff
snow
soap
soccer
social
sock
soda
soft
solar
soldier
solid
solution
solve
someone
song
soon
sorry
sort
soul
sound
soup
source
south
space
spare
spatial
spawn
speak
special
speed
spell
spend
sphere
spice
spider
spike
spin
spirit
split
spoil
sponsor
spoon
sport
spot
spray
spread
spring
spy
square
squeeze
squirrel
stable
stadium
staff
stage
stairs
stamp
stand
start
state
stay
steak
steel
stem
step
stereo
stick
still
sting
stock
stomach
stone
stool
story
stove
strategy
street
strike
strong
struggle
student
stuff
stumble
style
subject
submit
subway
success
such
sudden
suffer
sugar
suggest
suit
summer
sun
sunny
sunset
super
supply
supreme
sure
surface
surge
surprise
surround
survey
suspect
sustain
swallow
swamp
swap
swarm
swear
sweet
swift
swim
swing
switch
sword
symbol
symptom
syrup
system
table
tackle
tag
tail
talent
talk
tank
tape
target
task
taste
tattoo
taxi
teach
team
tell
ten
tenant
tennis
tent
term
test
text
thank
that
theme
then
theory
there
they
thing
this
thought
three
thrive
throw
thumb
thunder
ticket
tide
tiger
tilt
timber
time
tiny
tip
tired
tissue
title
toast
tobacco
today
toddler
toe
together
toilet
token
tomato
tomorrow
tone
tongue
tonight
tool
tooth
top
topic
topple
torch
tornado
tortoise
toss
total
tourist
toward
tower
town
toy
track
trade
traffic
tragic
train
transfer
trap
trash
travel
tray
treat
tree
trend
trial
tribe
trick
trigger
trim
trip
trophy
trouble
truck
true
truly
trumpet
trust
truth
try
tube
tuition
tumble
tuna
tunnel
turkey
turn
turtle
twelve
twenty
twice
twin
twist
two
type
typical
ugly
umbrella
unable
unaware
uncle
uncover
under
undo
unfair
unfold
unhappy
uniform
unique
unit
universe
unknown
unlock
until
unusual
unveil
update
upgrade
uphold
upon
upper
upset
urban
urge
usage
use
used
useful
useless
usual
utility
vacant
vacuum
vague
valid
valley
valve
van
vanish
vapor
various
vast
vault
vehicle
velvet
vendor
venture
venue
verb
verify
version
very
vessel
veteran
viable
vibrant
vicious
victory
video
view
village
vintage
violin
virtual
virus
visa
visit
visual
vital
vivid
vocal
voice
void
volcano
volume
vote
voyage
wage
wagon
wait
walk
wall
walnut
want
warfare
warm
warrior
wash
wasp
waste
water
wave
way
wealth
weapon
wear
weasel
weather
web
wedding
weekend
weird
welcome
west
wet
whale
what
wheat
wheel
when
where
whip
whisper
wide
width
wife
wild
will
win
window
wine
wing
wink
winner
winter
wire
wisdom
wise
wish
witness
wolf
woman
wonder
wood
wool
word
work
world
worry
worth
wrap
wreck
wrestle
wrist
write
wrong
yard
year
yellow
you
young
youth
zebra
zero
zone
zoo`.split(`
`));function Go(t){return t.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase().replaceAll("œ","oe").replaceAll("æ","ae")}function Yo(t,e){return{language:t,shown:e.map(n=>n.normalize("NFC")),folded:e.map(Go)}}var er=Yo("en",pt);function we(t){return r("ol",{class:t.secret?"words six secret":"words six","aria-label":t.label,children:t.words.map((e,n)=>r("li",{translate:!1,children:e},n))})}var Xo=12,Qo=6,Jo=9;function tr(t,e){let n=t.normalize("NFKC").replace(/\s+/gu," ").trim().slice(0,100);return n===""?0:Math.floor(Math.min(Me(e(n)),es(n,e)))}function es(t,e){let n=new Set,o=0;for(let a of t.split(" ")){let s=a.toLowerCase();o+=n.has(s)?1:ts(a,e),n.add(s)}return o}function ts(t,e){return/^\p{L}?[\p{Ll}\p{Lo}\p{M}]*[.,;:!?]?$/u.test(t)||/^\p{Lu}+[.,;:!?]?$/u.test(t)?t.length<=3?Qo:Math.min(Me(e(t)),Xo*Math.ceil(t.length/Jo)):Me(e(t))}var nr=()=>Hn(er.shown,t=>crypto.getRandomValues(t));function rr(t){let{t:e}=b(),[n,o]=y(t.before!==null&&t.before.words===null),[a,s]=y(()=>t.before?.words??nr());return n?r(ns,{go:t.go,drawn:()=>o(!1)}):r(S,{children:[r("button",{type:"button",class:"back",onClick:t.back,children:e("back")}),r("h1",{tabIndex:-1,children:e("enrol-passphrase-title")}),r("p",{class:"lead",children:e("enrol-passphrase-text")}),r(we,{words:a,label:e("enrol-passphrase-words"),secret:!0}),r("p",{children:e("enrol-passphrase-keep")}),r("div",{class:"actions",children:[r("button",{type:"button",class:"button",onClick:()=>t.go({passphrase:a.join(" "),words:a}),children:e("enrol-passphrase-noted")}),r("button",{type:"button",class:"button second",onClick:()=>s(nr()),children:e("enrol-passphrase-other")}),r("button",{type:"button",class:"link",onClick:()=>o(!0),children:e("enrol-passphrase-own")})]})]})}function ns(t){let{t:e}=b(),[n,o]=y(null),[a,s]=y(""),[l,c]=y(void 0);D(()=>{let u=!0;return import("./casework-estimator.js").then(g=>u&&o(()=>g.guessesLog10)),()=>{u=!1}},[]);let d=n===null||a===""?null:tr(a,n);return r("form",{onSubmit:u=>{u.preventDefault(),d===null||d<60?c(e("enrol-own-weak",{bits:d??0,needed:60})):t.go({passphrase:a,words:null})},noValidate:!0,children:[r("h1",{tabIndex:-1,children:e("enrol-passphrase-title")}),r(q,{title:e("faults-title"),faults:l===void 0?[]:[{text:l,at:"own"}]}),r(z,{id:"own",label:e("enrol-own-label"),hint:e("enrol-own-hint"),fault:l,control:u=>r("textarea",{id:"own",class:"one-line",rows:2,autocomplete:"off",autocapitalize:"none",spellcheck:!1,"aria-describedby":u,value:a,onInput:g=>s(g.currentTarget.value)})}),r("p",{class:d!==null&&d>=60?"count good":"count","aria-live":"polite",children:n===null?e("enrol-own-measuring"):d!==null&&e(d>=60?"enrol-own-strong":"enrol-own-weak",{bits:d,needed:60})}),r("div",{class:"actions",children:[r("button",{class:"button",type:"submit",disabled:n===null,children:e("enrol-next")}),r("button",{type:"button",class:"link",onClick:t.drawn,children:e("enrol-passphrase-drawn")})]})]})}function or(t){let{t:e}=b();return r(S,{children:[r("h1",{tabIndex:-1,children:e("enrol-read-title")}),r("p",{class:"lead",children:e("enrol-read-text")}),r(we,{words:t.words,label:e("enrol-read-words")}),r("div",{class:"actions",children:[r("button",{type:"button",class:"button",onClick:t.send,disabled:t.doing,children:e("enrol-send")}),t.taken&&r("button",{type:"button",class:"button second",onClick:t.back,children:e("enrol-name-title")})]})]})}function sr(t){let{t:e}=b();return r(S,{children:[r("h1",{tabIndex:-1,children:e("enrol-done-title")}),t.inRoster?r("p",{class:"note good",children:e("enrol-done-in")}):r(S,{children:[r("p",{class:"note",children:e("enrol-done-wait")}),r(we,{words:t.words,label:e("enrol-read-words")})]}),r("div",{class:"actions",children:r("a",{class:"button",href:"/",children:e("enrol-done-signin")})})]})}var rs=["name","passphrase","ask","read"];function ir(t){let{t:e,desk:n}=b(),{doing:o,sentence:a,run:s}=B(),[l,c]=y(null),[d,f]=y("name"),[u,g]=y(""),[h,i]=y(null),[m,v]=y(null),[x,w]=y([]),[T,E]=y(!1),_=t.token;K(`enrol/${d}`,`${e("enrol-title")} · ${e("console-name")}`);let P=()=>s(async()=>c(_===null?null:await n.call("look",{token:_})));D(()=>{P()},[]);let W=()=>s(async()=>{if(h!==null){v(0);try{let $=await n.call("makeKeys",{name:u,passphrase:h.passphrase},{progress:p=>v(p.part)});w($),f("read")}finally{v(null)}}}),R=()=>s(async()=>{if(_===null)return;let $=await n.call("enrol",{token:_});E($.inRoster),i(null),f("done")});return _===null?r(ar,{text:e("enrol-no-token")}):l===null?a===null?r("p",{class:"wait",children:e("busy")}):r(S,{children:[r("h1",{tabIndex:-1,children:e("enrol-title")}),r(V,{sentence:a,children:r("button",{type:"button",class:"link",onClick:P,children:e("try-again")})})]}):l.open?d==="done"?r(sr,{words:x,inRoster:T}):m!==null?r(ae,{id:"making",label:e("enrol-making"),part:m,line:e("signin-progress",{percent:Math.floor(m*4)*25})}):r(S,{children:[r("p",{class:"step",children:e("enrol-step",{at:rs.indexOf(d)+1})}),r(V,{sentence:a}),d==="name"&&r(Jn,{invitation:l,name:u,go:$=>(g($),f("passphrase"))}),d==="passphrase"&&r(rr,{before:h,go:$=>(i($),f("ask")),back:()=>f("name")}),d==="ask"&&h?.words&&r(Yn,{words:h.words,go:W,back:()=>f("passphrase")}),d==="ask"&&h&&!h.words&&r(Zn,{passphrase:h.passphrase,go:W,back:()=>f("passphrase")}),d==="read"&&r(or,{words:x,doing:o,send:R,taken:a==="problem-name-taken",back:()=>f("name")})]}):r(ar,{text:e("enrol-used")})}function ar(t){let{t:e}=b();return r(S,{children:[r("h1",{tabIndex:-1,children:e("enrol-title")}),r("p",{class:"note warn",children:t.text})]})}function lr(){let{t}=b();return K("nowhere",`${t("nowhere-title")} · ${t("console-name")}`),r(S,{children:[r("h1",{tabIndex:-1,children:t("nowhere-title")}),r("p",{class:"lead",children:t("yes-no-gone")}),r("p",{children:r("a",{href:"#/",children:t("back-to-cases")})})]})}function cr(t){let{t:e,desk:n,drafts:o}=b(),a=t.why==="ended",s=e(a?"signin-again-title":t.why==="signed-out"?"signed-out-title":"signin-title");K(`sign-in/${t.why}`,`${s} · ${e("console-name")}`);let[l,c]=y([]),[d,f]=y(0),[u,g]=y(!1),h=F(null),i=F(null),{doing:m,sentence:v,run:x,clear:w}=B(),T=async _=>{_.preventDefault();let P={name:h.current?.value??"",passphrase:i.current?.value??""},W=[];P.name.trim()===""&&W.push({text:e("signin-empty-name"),at:"sign-in-name"}),P.passphrase.trim()===""&&W.push({text:e("signin-empty-passphrase"),at:"passphrase"}),c(W),w(),!(W.length>0)&&(f(0),await x(async()=>{let R=await n.call("signIn",P,{progress:$=>f($.part)});i.current&&(i.current.value=""),t.signedIn(R)}))},E=_=>l.find(P=>P.at===_)?.text;return r(S,{children:[r("h1",{tabIndex:-1,children:s}),a&&r("div",{class:"note",children:[r("p",{children:e("signin-again-idle")}),o.unsent&&r("p",{children:e("signin-again-drafts")})]}),t.why==="signed-out"&&r("p",{children:e("signed-out-text")}),r(q,{title:e("faults-title"),faults:l}),r(V,{sentence:v}),r("form",{onSubmit:T,noValidate:!0,children:[r(z,{id:"sign-in-name",label:e("signin-name"),fault:E("sign-in-name"),control:_=>r("input",{ref:h,id:"sign-in-name",type:"text",autocomplete:"username",autocapitalize:"none",spellcheck:!1,"aria-describedby":_,readOnly:m})}),r(z,{id:"passphrase",label:e("signin-passphrase"),hint:e("signin-passphrase-hint"),fault:E("passphrase"),control:_=>r("input",{ref:i,id:"passphrase",...u?{type:"text"}:{type:"password"},autocomplete:"current-password",autocapitalize:"none",spellcheck:!1,"aria-describedby":_,readOnly:m})}),r("label",{class:"choice slim",children:[r("input",{type:"checkbox",checked:u,onChange:_=>g(_.currentTarget.checked)}),r("span",{children:e("signin-show")})]}),m?r(S,{children:[r(ae,{id:"stretching",label:e("signin-stretching"),part:d,line:e("signin-progress",{percent:Math.floor(d*4)*25})}),r("p",{class:"quiet small",children:e("signin-tor")})]}):r("div",{class:"actions",children:r("button",{class:"button",type:"submit",children:e("signin-go")})})]}),r("p",{class:"quiet small lost",children:e("signin-lost")})]})}var Fe=class{owner=null;kept=new Map;signedIn(e){this.owner!==e&&this.kept.clear(),this.owner=e}keep(e,n,o){let a=`${e}/${n}`;o.text===""&&o.files.length===0?this.kept.delete(a):this.kept.set(a,o)}take(e,n){return this.kept.get(`${e}/${n}`)??{text:"",files:[]}}forget(e,n){this.kept.delete(`${e}/${n}`)}get unsent(){return this.kept.size>0}clear(){this.kept.clear(),this.owner=null}};function mt(t,e){if(t==="/enrol")return{at:"enrol",token:/^#token=([0-9a-f]{32,128})$/.exec(e.trim())?.[1]??null};if(e===""||e==="#"||e==="#/")return{at:"cases"};let n=/^#\/case\/([0-9a-f]{32})$/.exec(e)?.[1];return n===void 0?{at:"nowhere"}:{at:"case",id:n}}var Le=new Fe,ur={shown:"open",order:"due",last:null};function dr(t){let[e,n]=y(()=>mt(location.pathname,location.hash)),[o,a]=y("starting"),[s,l]=y({state:"awake",left:0}),c=F(o);c.current=o;let d=i=>{Le.signedIn(i.person),a({me:i,why:"ended"})},f=()=>a(i=>i!=="starting"&&i.me===null?i:{me:null,why:"ended"}),u=async()=>{let i=await t.desk.call("me",null).catch(()=>null);i!==null?d(i):a(m=>m==="starting"?{me:null,why:"first"}:m)},g=async()=>{Le.clear(),ur.last=null,a({me:null,why:"signed-out"}),await t.desk.call("signOut",null).catch(()=>{})};D(()=>{let i=()=>n(mt(location.pathname,location.hash));addEventListener("hashchange",i);let m=v=>{Le.unsent&&v.preventDefault()};return addEventListener("beforeunload",m),()=>{removeEventListener("hashchange",i),removeEventListener("beforeunload",m)}},[]),D(()=>{if(e.at==="enrol")return;u();let i=new AbortController,m=v=>{let x=v;l(x);let w=c.current;w!=="starting"&&(x.state==="ended"&&w.me!==null&&f(),x.state==="awake"&&w.me===null&&u())};return t.desk.call("watch",null,{progress:m,signal:i.signal}).catch(f),()=>i.abort()},[e.at==="enrol"]);let h=o==="starting"?null:o.me;return ss(t.desk,h!==null),r(Qe.Provider,{value:{...t,drafts:Le,ended:f},children:r(Gt,{me:h,wide:h!==null,signOut:()=>{g()},children:[e.at==="enrol"?r(ir,{token:e.token}):o==="starting"?r("p",{class:"wait",children:t.t("busy")}):h===null?r(cr,{why:o.why,signedIn:d}):r(os,{page:e,me:h}),h!==null&&s.state==="warned"&&r(Yt,{left:s.left,stay:()=>{t.desk.call("touch",null)}})]})})}function os(t){switch(t.page.at){case"case":return r(Wn,{id:t.page.id,me:t.me},t.page.id);case"cases":return r(qn,{choice:ur});default:return r(lr,{})}}function ss(t,e){D(()=>{if(!e)return;let n=0,o=()=>{let s=Date.now();s-n<15e3||(n=s,t.call("touch",null).catch(()=>{}))},a=["pointerdown","keydown","wheel","touchmove"];for(let s of a)addEventListener(s,o,{passive:!0});return()=>{for(let s of a)removeEventListener(s,o)}},[t,e])}var fr="en",ht=vn(fr),gt=document.body;async function as(){let t=Rt("/casework-worker.js"),e=await t.call("place",null);gt.replaceChildren(),$t(r(dr,{t:ht,desk:t,place:e,language:fr}),gt)}as().catch(()=>{let t=document.createElement("main");t.className="main";let e=document.createElement("p");e.className="note bad",e.setAttribute("role","alert"),e.textContent=`${ht("loading-failed")}. ${ht("problem-offline")}`,t.append(e),gt.replaceChildren(t)});
